package io.quittance.trials.timing;

import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;

/** What is timed: operations on a secret, and one that is known to take variable time. */
enum TimedOperation {
  SCALARS("product and inverse of scalars", true) {
    @Override
    Object run(Input input) {
      return input.secret.multiply(Input.FACTOR).invert();
    }
  },
  FIXED_BASE("multiple of a generator", true) {
    @Override
    Object run(Input input) {
      return Pedersen.multiplyG(input.secret);
    }
  },
  POINT("multiple of any point", true) {
    @Override
    Object run(Input input) {
      return Input.POINT.multiply(input.secret);
    }
  },
  ENCRYPTION("encryption of an amount", true) {
    @Override
    Object run(Input input) {
      return Input.KEY.encrypt(input.amount, Input.OPENING);
    }
  },
  CONTROL("variable time, must differ", false) {
    @Override
    Object run(Input input) {
      return MultiscalarMultiplication.plain(
          new Scalar[] {input.secret}, new RistrettoPoint[] {Input.POINT});
    }
  };

  private final String words;
  private final boolean constantTime;

  TimedOperation(String words, boolean constantTime) {
    this.words = words;
    this.constantTime = constantTime;
  }

  /** Does it once. */
  abstract Object run(Input input);

  /** What it is, for people. */
  String words() {
    return words;
  }

  /** Whether no difference is to be seen. */
  boolean isConstantTime() {
    return constantTime;
  }

  /** A secret scalar and a secret amount: the same ones, or random. */
  record Input(Scalar secret, long amount) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Scalar FACTOR = Scalar.random(RANDOM);
    private static final RistrettoPoint POINT =
        RistrettoPoint.BASEPOINT.multiply(Scalar.random(RANDOM));
    private static final ElGamalPublicKey KEY = ElGamalKeypair.random(RANDOM).publicKey();
    private static final PedersenOpening OPENING = PedersenOpening.random(RANDOM);

    /** The fixed one: 1, of which most digits are 0, and so are most sums on the way. */
    static Input fixed() {
      return new Input(Scalar.of(1), 1);
    }

    static Input random() {
      return new Input(Scalar.random(RANDOM), RANDOM.nextLong());
    }
  }
}
