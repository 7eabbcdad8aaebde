package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A source of the random weights under which relations are added up.
 *
 * <p>Each has 128 fresh random bits and is not zero, so that wrong relations cancel each other with
 * a chance of 2^-128 at most (Bellare, Garay, Rabin: "Fast batch verification", 1998). They must
 * not be known before the proofs are fixed; therefore they come from a {@link SecureRandom} and not
 * from the transcripts.
 */
final class Weights {
  static final int WEIGHT_BYTES = 16;

  private static final int BUFFERED_WEIGHTS = 64;
  private static final int WIDE_BYTES = 2 * Scalar.BYTES;

  private final SecureRandom random;
  private final byte[] buffer = new byte[BUFFERED_WEIGHTS * WEIGHT_BYTES];
  private int position = buffer.length;

  Weights(SecureRandom random) {
    this.random = random;
  }

  Scalar next() {
    Scalar weight;
    do {
      if (position == buffer.length) {
        random.nextBytes(buffer);
        position = 0;
      }
      byte[] wide =
          Arrays.copyOf(Arrays.copyOfRange(buffer, position, position + WEIGHT_BYTES), WIDE_BYTES);
      weight = Scalar.fromWideBytes(wide);
      position += WEIGHT_BYTES;
    } while (weight.equals(Scalar.ZERO));
    return weight;
  }
}
