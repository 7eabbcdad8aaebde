package io.quittance.verifier.encryption;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** The symmetric key of an owner's balance notes; 16 bytes. */
public final class BalanceNoteKey {
  public static final int BYTES = 16;

  private final byte[] bytes;

  private BalanceNoteKey(byte[] bytes) {
    this.bytes = bytes;
  }

  public static BalanceNoteKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new BalanceNoteKey(bytes);
  }

  public static BalanceNoteKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("balance note key must be 16 bytes, not " + bytes.length);
    }
    return new BalanceNoteKey(bytes.clone());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "BalanceNoteKey[redacted]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BalanceNoteKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
