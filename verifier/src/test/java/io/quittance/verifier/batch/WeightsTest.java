package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeightsTest {
  @Test
  void next_has128FreshBits() {
    Weights weights = new Weights(new SecureRandom());
    Set<Scalar> seen = new HashSet<>();
    byte[] union = new byte[Scalar.BYTES];
    int draws = 1000;
    for (int i = 0; i < draws; i++) {
      Scalar weight = weights.next();
      assertTrue(seen.add(weight), "a weight came twice");
      byte[] bytes = weight.toBytes();
      for (int j = 0; j < union.length; j++) {
        union[j] |= bytes[j];
      }
    }
    byte[] expected = new byte[Scalar.BYTES];
    Arrays.fill(expected, 0, Weights.WEIGHT_BYTES, (byte) 0xff);
    assertArrayEquals(expected, union, "all of the low 128 bits are used");
    assertEquals(16, Weights.WEIGHT_BYTES);
  }

  @Test
  void next_zeroDrawn_isDrawnAgain() {
    Weights weights = new Weights(new ZerosFirst());
    assertNotEquals(Scalar.ZERO, weights.next());
  }

  @Test
  void relations_eachBegun_hasItsOwnWeight() {
    Relations relations = new Relations(new Weights(new SecureRandom()));
    assertNotEquals(relations.begin(), relations.begin());
  }

  private static final class ZerosFirst extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private int calls;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) calls++);
    }
  }
}
