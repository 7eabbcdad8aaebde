package io.quittance.schemas.signature;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 signature (RFC 8032, section 5.1.6), R (32) ‖ S (32); not yet checked. */
public final class Ed25519Signature {
  /** Size in bytes. */
  public static final int BYTES = Ed25519.SIGNATURE_SIZE;

  private final byte[] bytes;

  private Ed25519Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the signature with these bytes.
   *
   * @throws IllegalArgumentException if there are not 64 of them
   */
  public static Ed25519Signature of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "Ed25519 signature must be " + BYTES + " bytes, not " + bytes.length);
    }
    return new Ed25519Signature(bytes.clone());
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns a copy of the 64 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519Signature that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
