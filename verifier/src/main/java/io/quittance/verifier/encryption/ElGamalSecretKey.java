package io.quittance.verifier.encryption;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;

/** A twisted ElGamal secret key: a scalar other than zero; 32 bytes, little-endian, canonical. */
public final class ElGamalSecretKey {
  public static final int BYTES = Scalar.BYTES;

  private final Scalar scalar;

  private ElGamalSecretKey(Scalar scalar) {
    this.scalar = scalar;
  }

  public static ElGamalSecretKey random(SecureRandom random) {
    return new ElGamalSecretKey(Scalar.random(random));
  }

  /** Reads 32 bytes; refuses scalars that are not reduced, and zero, which has no public key. */
  public static ElGamalSecretKey parse(byte[] bytes) throws InvalidProofException {
    if (bytes.length != BYTES) {
      throw new InvalidProofException("ElGamal secret key must be 32 bytes, not " + bytes.length);
    }
    Scalar scalar = Scalar.parse(bytes);
    if (scalar.equals(Scalar.ZERO)) {
      throw new InvalidProofException("ElGamal secret key must not be zero");
    }
    return new ElGamalSecretKey(scalar);
  }

  /**
   * The key that a derivation ended in; zero, which has no public key, is as good as impossible.
   */
  static ElGamalSecretKey of(Scalar scalar) {
    if (scalar.equals(Scalar.ZERO)) {
      throw new IllegalArgumentException("the secret derives to zero, which is no ElGamal key");
    }
    return new ElGamalSecretKey(scalar);
  }

  /** Derives {@code P = s^-1 * H} in constant time. */
  public ElGamalPublicKey publicKey() {
    return ElGamalPublicKey.of(Pedersen.multiplyH(scalar.invert()));
  }

  /**
   * Decrypts to {@code x*G}, where x is the amount.
   *
   * <p>{@link DiscreteLog} finds an x below 2^32.
   */
  public RistrettoPoint decryptToPoint(ElGamalCiphertext ciphertext) {
    return ciphertext.commitment().subtract(ciphertext.handle().multiply(scalar));
  }

  public Scalar scalar() {
    return scalar;
  }

  public byte[] toBytes() {
    return scalar.toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElGamalSecretKey that && scalar.equals(that.scalar);
  }

  @Override
  public int hashCode() {
    return scalar.hashCode();
  }

  @Override
  public String toString() {
    return "ElGamalSecretKey[redacted]";
  }
}
