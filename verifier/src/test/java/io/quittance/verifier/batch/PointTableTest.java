package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointTableTest {
  private final List<CompressedRistretto> points =
      VectorGenerators.g().stream().map(RistrettoPoint::compress).toList();

  @Test
  void intern_moreThanExpected_growsAndKeepsNumbers() {
    PointTable table = new PointTable(1, 7);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < points.size(); i++) {
        byte[] copy = points.get(i).toBytes();
        assertEquals(i, table.intern(CompressedRistretto.of(copy)));
      }
    }
    assertEquals(points.size(), table.size());
  }

  @Test
  void decode_pointsAndOthers_tellsThemApart() {
    PointTable table = new PointTable(2, 7);
    byte[] noPoint = new byte[CompressedRistretto.BYTES];
    noPoint[0] = 1;
    int bad = table.intern(CompressedRistretto.of(noPoint));
    int good = table.intern(points.get(0));
    int identity = table.intern(CompressedRistretto.IDENTITY);
    table.decode();
    assertFalse(table.isValid(bad));
    assertTrue(table.isValid(good));
    assertTrue(table.isValid(identity));
    assertEquals(VectorGenerators.g().get(0), table.decoded(good));
  }

  /**
   * Senders choose the bytes. Differences in the highest bits pass a multiplication by any odd key
   * unchanged, so a hash that multiplies word by word lets them cancel each other.
   */
  @Test
  void hash_bytesChosenToCollide_doNotWhateverTheKey() {
    byte[] base = points.get(0).toBytes();
    int collisions = 0;
    for (int key = 0; key < 1000; key++) {
      PointTable table = new PointTable(1, key * 0x9e3779b97f4a7c15L);
      for (int word = 0; word < 3; word++) {
        byte[] chosen = base.clone();
        chosen[8 * word + 7] ^= (byte) 0x80;
        chosen[8 * word + 15] ^= (byte) 0x80;
        chosen[8 * word + 11] ^= (byte) 0x80;
        if (table.hash(CompressedRistretto.of(base))
            == table.hash(CompressedRistretto.of(chosen))) {
          collisions++;
        }
      }
    }
    assertTrue(collisions < 3, collisions + " of 3000 pairs collide");
  }
}
