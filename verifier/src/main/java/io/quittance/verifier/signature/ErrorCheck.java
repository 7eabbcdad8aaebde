package io.quittance.verifier.signature;

import io.quittance.verifier.ristretto.EightfoldPoints;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.ristretto.VectorUnit;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Confirms in scalar code that signatures are bad, many for less than the price of verifying each.
 *
 * <p>That a signature is bad is published and final, so it must not rest on vector code that a
 * fault of the machine or its compiler could mislead. Vector code claims of each a point, the error
 * {@code e = 8*R + 8*k*A - 8*S*B}, which is not the neutral element. Scalar code decodes keys and
 * nonces and makes out k and S again, and checks that {@code sum w*(8*R - e) + sum w*k*8*A - sum
 * w*S*8*B} is the neutral element for random weights w of 128 bits. If it is, all claims are right
 * but for a chance of 2^-128, and none of the signatures can be good.
 */
final class ErrorCheck {
  /** Fewer are verified faster one by one. */
  static final int WORTHWHILE = 8;

  private static final Scalar COFACTOR = Scalar.of(8);
  private static final int WEIGHT_BYTES = 16;
  private static final int WIDE_BYTES = 2 * Scalar.BYTES;

  private final SecureRandom random;

  ErrorCheck(SecureRandom random) {
    this.random = random;
  }

  /**
   * A claim that a signature is bad.
   *
   * @param candidate the signature
   * @param error the difference of both sides of its equation
   */
  record Claim(Candidate candidate, RistrettoPoint error) {}

  /** A random weight of 128 bits. */
  static Scalar weight(SecureRandom random) {
    byte[] bytes = new byte[WEIGHT_BYTES];
    random.nextBytes(bytes);
    return Scalar.fromWideBytes(Arrays.copyOf(bytes, WIDE_BYTES));
  }

  /**
   * Tells whether all of these are bad; false if they are too few to ask. If a claim is wrong, the
   * vector unit is used no more.
   */
  boolean confirms(List<SignedMessage> signatures, List<Claim> claims) {
    if (claims.size() < WORTHWHILE) {
      return false;
    }
    boolean right = areRight(signatures, claims);
    if (!right) {
      VectorUnit.withdraw("Signatures were found bad by a calculation that is wrong.");
    }
    return right;
  }

  private boolean areRight(List<SignedMessage> signatures, List<Claim> claims) {
    int count = claims.size();
    byte[][] encodings = new byte[2 * count][];
    for (int i = 0; i < count; i++) {
      SignedMessage signed = signatures.get(claims.get(i).candidate().place());
      encodings[2 * i] = signed.nonce();
      encodings[2 * i + 1] = signed.key();
    }
    RistrettoPoint[] decoded = EightfoldPoints.decodeEach(encodings);
    Scalar[] scalars = new Scalar[2 * count + 1];
    RistrettoPoint[] points = new RistrettoPoint[scalars.length];
    Scalar base = Scalar.ZERO;
    MessageDigest hash = SignatureBatch.sha512();
    for (int i = 0; i < count; i++) {
      Claim claim = claims.get(i);
      SignedMessage signed = signatures.get(claim.candidate().place());
      Optional<Scalar> s = SignatureBatch.reduced(signed);
      RistrettoPoint nonce = decoded[2 * i];
      RistrettoPoint key = decoded[2 * i + 1];
      if (nonce == null || key == null || s.isEmpty() || !isError(claim.error())) {
        return false;
      }
      Scalar weight = weight(random);
      scalars[2 * i] = weight;
      points[2 * i] = nonce.subtract(claim.error());
      scalars[2 * i + 1] = weight.multiply(SignatureBatch.challenge(hash, signed));
      points[2 * i + 1] = key;
      base = base.add(weight.multiply(s.get()));
    }
    scalars[2 * count] = base.multiply(COFACTOR).negate();
    points[2 * count] = RistrettoPoint.BASEPOINT;
    return MultiscalarMultiplication.plain(scalars, points).isIdentity();
  }

  /** Twice the error, because a sum may overlook a point of order 8, which a fault could make. */
  private static boolean isError(RistrettoPoint claimed) {
    return claimed.isPoint() && !claimed.doubled().isIdentity();
  }
}
