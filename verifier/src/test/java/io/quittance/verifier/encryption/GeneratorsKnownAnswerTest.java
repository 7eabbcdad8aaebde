package io.quittance.verifier.encryption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorsKnownAnswerTest {
  private final JsonNode known = Vectors.read("kat.json");

  @Test
  void pedersenGenerators_areThePeers() {
    assertArrayEquals(Vectors.hex(known.get("G")), Pedersen.G.compress().toBytes());
    assertArrayEquals(Vectors.hex(known.get("H")), Pedersen.H.compress().toBytes());
  }

  @Test
  void vectorGenerators_areThePeers() throws GeneralSecurityException {
    assertChain("G", VectorGenerators.g());
    assertChain("H", VectorGenerators.h());
  }

  private void assertChain(String letter, List<RistrettoPoint> chain)
      throws GeneralSecurityException {
    JsonNode generators = known.get("bulletproofGens");
    JsonNode first = generators.get(letter);
    assertEquals(8, first.size());
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(Vectors.hex(first.get(i)), chain.get(i).compress().toBytes());
    }
    for (int i : new int[] {63, 255}) {
      assertArrayEquals(Vectors.hex(generators.get(letter + i)), chain.get(i).compress().toBytes());
    }
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (int count : new int[] {64, 128, 256}) {
      chain.subList(0, count).forEach(point -> sha256.update(point.compress().toBytes()));
      assertArrayEquals(
          Vectors.hex(generators.get("sha256OfFirst" + count).get(letter)), sha256.digest());
    }
    assertEquals(VectorGenerators.CAPACITY, chain.size());
  }
}
