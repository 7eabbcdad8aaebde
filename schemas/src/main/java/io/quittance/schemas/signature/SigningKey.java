package io.quittance.schemas.signature;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 secret key (RFC 8032, section 5.1.5): the 32-byte seed. Signing is deterministic. */
public final class SigningKey {
  /** Size in bytes. */
  public static final int BYTES = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final VerifyingKey verifyingKey;

  private SigningKey(byte[] seed) {
    this.seed = seed;
    byte[] publicKey = new byte[VerifyingKey.BYTES];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    try {
      this.verifyingKey = VerifyingKey.parse(publicKey);
    } catch (InvalidSignatureException impossible) {
      throw new IllegalStateException("a generated public key is always usable", impossible);
    }
  }

  /**
   * Returns the key with this seed.
   *
   * @throws IllegalArgumentException if it is not 32 bytes long
   */
  public static SigningKey of(byte[] seed) {
    if (seed.length != BYTES) {
      throw new IllegalArgumentException(
          "Ed25519 secret key must be " + BYTES + " bytes, not " + seed.length);
    }
    return new SigningKey(seed.clone());
  }

  /** Returns a fresh key. */
  public static SigningKey random(SecureRandom random) {
    byte[] seed = new byte[BYTES];
    random.nextBytes(seed);
    return new SigningKey(seed);
  }

  /** Returns the signature of the message: the same for the same message, always. */
  public Ed25519Signature sign(byte[] message) {
    byte[] signature = new byte[Ed25519Signature.BYTES];
    Ed25519.sign(
        seed, 0, verifyingKey.toBytes(), 0, null, message, 0, message.length, signature, 0);
    return Ed25519Signature.of(signature);
  }

  /** Returns the public key that belongs to this key. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** Returns a copy of the secret seed, to be written to a key file and nowhere else. */
  public byte[] toBytes() {
    return seed.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey that && MessageDigest.isEqual(seed, that.seed);
  }

  @Override
  public int hashCode() {
    return verifyingKey.hashCode();
  }

  /** Returns the public key only. */
  @Override
  public String toString() {
    return "SigningKey[redacted, public " + verifyingKey + "]";
  }
}
