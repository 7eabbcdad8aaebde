package io.quittance.trials.bench;

import io.quittance.trials.bench.ProvedTransfers.Proofs;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A way to spoil one proof of a transfer. All results parse: what does not is rejected before a
 * verifier sees it, at next to no cost.
 */
public enum Forgery {
  /**
   * The last scalar of the range proof is another one. The transcript does not contain it, so all
   * else is in order, and only the multiplication with the shared generators finds it: the costly
   * one.
   */
  RANGE {
    @Override
    Proofs forge(Proofs proofs, Proofs other) {
      return new Proofs(proofs.equality(), proofs.validity(), otherLastScalar(proofs.range()));
    }
  },

  /** The last scalar of the equality proof is another one. */
  EQUALITY {
    @Override
    Proofs forge(Proofs proofs, Proofs other) {
      return new Proofs(otherLastScalar(proofs.equality()), proofs.validity(), proofs.range());
    }
  },

  /** The last scalar of the validity proof is another one. */
  VALIDITY {
    @Override
    Proofs forge(Proofs proofs, Proofs other) {
      return new Proofs(proofs.equality(), otherLastScalar(proofs.validity()), proofs.range());
    }
  },

  /** The range proof, after this transfer's context, is that of another transfer. */
  SWAPPED {
    @Override
    Proofs forge(Proofs proofs, Proofs other) {
      byte[] range = other.range().clone();
      System.arraycopy(proofs.range(), 0, range, 0, RANGE_CONTEXT_BYTES);
      return new Proofs(proofs.equality(), proofs.validity(), range);
    }
  },

  /** A point of the range proof is no point, which decoding finds. */
  UNDECODABLE {
    @Override
    Proofs forge(Proofs proofs, Proofs other) {
      byte[] range = proofs.range().clone();
      Arrays.fill(range, RANGE_CONTEXT_BYTES, RANGE_CONTEXT_BYTES + POINT_BYTES, (byte) 0xff);
      return new Proofs(proofs.equality(), proofs.validity(), range);
    }
  },

  /** Each of the others in turn. */
  MIXED {
    @Override
    Proofs forge(Proofs proofs, Proofs other) {
      throw new IllegalStateException("a mixture is no forgery itself");
    }
  };

  private static final int RANGE_CONTEXT_BYTES = BatchedRangeProof.CONTEXT_BYTES;
  private static final int POINT_BYTES = CompressedRistretto.BYTES;
  private static final int SCALAR_BYTES = Scalar.BYTES;

  /**
   * Makes a forgery of a transfer's proofs.
   *
   * @param other another transfer's
   */
  abstract Proofs forge(Proofs proofs, Proofs other);

  /** This kind, or for a mixture one of the others. */
  Forgery pick(RandomGenerator random) {
    return this == MIXED ? values()[random.nextInt(MIXED.ordinal())] : this;
  }

  /** Changes the lowest bit of the last scalar, which stays reduced. */
  private static byte[] otherLastScalar(byte[] data) {
    byte[] changed = data.clone();
    changed[changed.length - SCALAR_BYTES] ^= 1;
    return changed;
  }
}
