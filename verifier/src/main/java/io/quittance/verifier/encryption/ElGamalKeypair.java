package io.quittance.verifier.encryption;

import io.quittance.verifier.InvalidProofException;
import java.security.SecureRandom;
import java.util.Arrays;

/** A twisted ElGamal secret key with its public key; 64 bytes, public key first. */
public final class ElGamalKeypair {
  public static final int BYTES = ElGamalPublicKey.BYTES + ElGamalSecretKey.BYTES;

  private final ElGamalPublicKey publicKey;
  private final ElGamalSecretKey secretKey;

  private ElGamalKeypair(ElGamalPublicKey publicKey, ElGamalSecretKey secretKey) {
    this.publicKey = publicKey;
    this.secretKey = secretKey;
  }

  public static ElGamalKeypair of(ElGamalSecretKey secretKey) {
    return new ElGamalKeypair(secretKey.publicKey(), secretKey);
  }

  public static ElGamalKeypair random(SecureRandom random) {
    return of(ElGamalSecretKey.random(random));
  }

  /** Reads 64 bytes and checks that the public key belongs to the secret key. */
  public static ElGamalKeypair parse(byte[] bytes) throws InvalidProofException {
    if (bytes.length != BYTES) {
      throw new InvalidProofException("ElGamal keypair must be 64 bytes, not " + bytes.length);
    }
    byte[] secret = Arrays.copyOfRange(bytes, ElGamalPublicKey.BYTES, BYTES);
    ElGamalKeypair keypair;
    try {
      keypair = of(ElGamalSecretKey.parse(secret));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    if (!Arrays.equals(
        bytes, 0, ElGamalPublicKey.BYTES, keypair.publicKey.toBytes(), 0, ElGamalPublicKey.BYTES)) {
      throw new InvalidProofException("ElGamal public key does not belong to the secret key");
    }
    return keypair;
  }

  public ElGamalPublicKey publicKey() {
    return publicKey;
  }

  public ElGamalSecretKey secretKey() {
    return secretKey;
  }

  public byte[] toBytes() {
    byte[] bytes = Arrays.copyOf(publicKey.toBytes(), BYTES);
    System.arraycopy(secretKey.toBytes(), 0, bytes, ElGamalPublicKey.BYTES, ElGamalSecretKey.BYTES);
    return bytes;
  }

  @Override
  public String toString() {
    return "ElGamalKeypair[" + publicKey.compressed() + ", secret redacted]";
  }
}
