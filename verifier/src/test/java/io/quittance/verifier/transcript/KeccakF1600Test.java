package io.quittance.verifier.transcript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class KeccakF1600Test {
  private static final int SHA3_256_RATE_BYTES = 136;

  @Test
  void permutation_zeroState_matchesKnownAnswer() {
    byte[] state = new byte[KeccakF1600.STATE_BYTES];
    KeccakF1600.permute(state);
    assertEquals("e7dde140798f25f18a47c033f9ccd584", HexFormat.of().formatHex(state, 0, 16));
  }

  /** SHA3-256 of a message shorter than the rate is one permutation: the JDK is the reference. */
  @Test
  void permutation_asSha3_agreesWithTheJdk() throws GeneralSecurityException {
    long seed = 20261122;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int length = 0; length < SHA3_256_RATE_BYTES; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      byte[] state = new byte[KeccakF1600.STATE_BYTES];
      System.arraycopy(message, 0, state, 0, length);
      state[length] ^= 0x06;
      state[SHA3_256_RATE_BYTES - 1] ^= (byte) 0x80;
      KeccakF1600.permute(state);
      byte[] digest = new byte[32];
      System.arraycopy(state, 0, digest, 0, digest.length);
      assertArrayEquals(
          MessageDigest.getInstance("SHA3-256").digest(message),
          digest,
          "seed " + seed + ", length " + length);
    }
  }
}
