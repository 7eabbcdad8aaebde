package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.FixedBase;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Pedersen commitments {@code x*G + r*H}: hiding unconditionally, binding under discrete
 * logarithms.
 *
 * <p>{@code G} is the base point of ristretto255. {@code H} is derived from SHA3-512 (FIPS 202) of
 * the encoding of {@code G}, so that nobody knows its logarithm to the base {@code G}.
 */
public final class Pedersen {
  /** The generator that carries the amount. */
  public static final RistrettoPoint G = RistrettoPoint.BASEPOINT;

  /** The generator that carries the randomness. */
  public static final RistrettoPoint H = deriveH();

  private Pedersen() {}

  /** The tables of the provers; a process that only verifies never builds them. */
  private static final class Tables {
    static final FixedBase G = FixedBase.of(Pedersen.G);
    static final FixedBase H = FixedBase.of(Pedersen.H);
  }

  /** Commits to an amount of 64 bits, unsigned, in constant time. */
  public static RistrettoPoint commit(long amount, PedersenOpening opening) {
    return commit(Scalar.of(amount), opening);
  }

  /** Commits to a scalar in constant time. */
  public static RistrettoPoint commit(Scalar value, PedersenOpening opening) {
    return multiplyG(value).add(multiplyH(opening.scalar()));
  }

  /** Returns {@code scalar*G} in constant time. */
  public static RistrettoPoint multiplyG(Scalar scalar) {
    return Tables.G.multiply(scalar);
  }

  /** Returns {@code scalar*H} in constant time. */
  public static RistrettoPoint multiplyH(Scalar scalar) {
    return Tables.H.multiply(scalar);
  }

  private static RistrettoPoint deriveH() {
    try {
      MessageDigest sha3 = MessageDigest.getInstance("SHA3-512");
      return RistrettoPoint.fromUniformBytes(
          sha3.digest(RistrettoPoint.BASEPOINT.compress().toBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK since 9 provides SHA3-512", e);
    }
  }
}
