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
}
