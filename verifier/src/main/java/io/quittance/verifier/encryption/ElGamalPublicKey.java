package io.quittance.verifier.encryption;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.security.SecureRandom;

/** A twisted ElGamal public key: the point {@code P = s^-1 * H} of a secret key s; 32 bytes. */
public final class ElGamalPublicKey {
  public static final int BYTES = CompressedRistretto.BYTES;

  private final RistrettoPoint point;
  private final CompressedRistretto compressed;

  private ElGamalPublicKey(RistrettoPoint point, CompressedRistretto compressed) {
    this.point = point;
    this.compressed = compressed;
  }

  static ElGamalPublicKey of(RistrettoPoint point) {
    return new ElGamalPublicKey(point, point.compress());
  }

  /** Reads 32 bytes; refuses what is no point, and the identity, under which nothing is hidden. */
  public static ElGamalPublicKey parse(byte[] bytes) throws InvalidProofException {
    if (bytes.length != BYTES) {
      throw new InvalidProofException("ElGamal key must be 32 bytes, not " + bytes.length);
    }
    return parse(CompressedRistretto.of(bytes));
  }

  /** Decodes a key; refuses what is no point, and the identity. */
  public static ElGamalPublicKey parse(CompressedRistretto compressed)
      throws InvalidProofException {
    if (compressed.isIdentity()) {
      throw new InvalidProofException("ElGamal key must not be the identity");
    }
    return new ElGamalPublicKey(compressed.decode(), compressed);
  }

  /** Encrypts an amount of 64 bits, unsigned, with the given randomness, in constant time. */
  public ElGamalCiphertext encrypt(long amount, PedersenOpening opening) {
    return ElGamalCiphertext.of(Pedersen.commit(amount, opening), handle(opening));
  }

  /** Encrypts an amount of 64 bits, unsigned, with fresh randomness. */
  public ElGamalCiphertext encrypt(long amount, SecureRandom random) {
    return encrypt(amount, PedersenOpening.random(random));
  }

  /** The decrypt handle {@code r*P}: what this key needs to open a commitment with randomness r. */
  public RistrettoPoint handle(PedersenOpening opening) {
    return point.multiply(opening.scalar());
  }

  public RistrettoPoint point() {
    return point;
  }

  public CompressedRistretto compressed() {
    return compressed;
  }

  public byte[] toBytes() {
    return compressed.toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElGamalPublicKey that && compressed.equals(that.compressed);
  }

  @Override
  public int hashCode() {
    return compressed.hashCode();
  }

  @Override
  public String toString() {
    return "ElGamalPublicKey[" + compressed + "]";
  }
}
