package io.quittance.schemas.signature;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key (RFC 8032, section 5.1), 32 bytes.
 *
 * <p>A key must be the canonical encoding of a point of the curve that is not of small order: under
 * a key of small order one signature would pass for nearly every message.
 */
public final class VerifyingKey {
  /** Size in bytes. */
  public static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

  /** What is said of a signature that is not the key's signature of the message. */
  public static final String DOES_NOT_VERIFY = "Ed25519 signature does not verify";

  private final byte[] bytes;
  private final Ed25519.PublicPoint point;

  private VerifyingKey(byte[] bytes, Ed25519.PublicPoint point) {
    this.bytes = bytes;
    this.point = point;
  }

  /**
   * Returns the key with this encoding.
   *
   * @throws InvalidSignatureException if the bytes encode no usable key
   */
  public static VerifyingKey parse(byte[] bytes) throws InvalidSignatureException {
    if (bytes.length != BYTES) {
      throw new InvalidSignatureException(
          "Ed25519 public key must be " + BYTES + " bytes, not " + bytes.length);
    }
    byte[] copy = bytes.clone();
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(copy, 0);
    if (point == null) {
      throw new InvalidSignatureException(
          "Ed25519 public key is no canonical point of large order: "
              + HexFormat.of().formatHex(copy));
    }
    return new VerifyingKey(copy, point);
  }

  /**
   * Checks a signature (R, S) by RFC 8032, section 5.1.7: R canonical, S below the group's order,
   * and the equation with the cofactor, {@code 8*S*B = 8*R + 8*k*A}. Only that one can be checked
   * for many signatures together with the verdict of each alone.
   *
   * @throws InvalidSignatureException if it is not this key's signature of the message
   */
  public void verify(byte[] message, Ed25519Signature signature) throws InvalidSignatureException {
    if (!Ed25519.verify(signature.bytes(), 0, point, message, 0, message.length)) {
      throw new InvalidSignatureException(DOES_NOT_VERIFY);
    }
  }

  /** Returns a copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the key in lower-case hexadecimal digits; it is public. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
