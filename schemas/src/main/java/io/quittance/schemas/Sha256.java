package io.quittance.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) with a domain in front, so that no two kinds of id can collide. */
final class Sha256 {
  private Sha256() {}

  /** Returns SHA-256(domain in ASCII ‖ parts). */
  static byte[] hash(String domain, byte[]... parts) {
    MessageDigest digest = digest();
    digest.update(domain.getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
