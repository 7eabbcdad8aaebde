package io.quittance.schemas;

import java.nio.charset.StandardCharsets;

/**
 * What a network's authority signs under a statement, and the hash by which the next one names it.
 * The statement names its network by its predecessor, so that neither need name it again.
 *
 * <pre>
 * message  "quittance/statement/v1" ‖ payload
 * hash     SHA-256("quittance/statement-hash/v1" ‖ payload)
 * </pre>
 *
 * <p>The signature is not hashed: the same statement signed again is the same statement.
 */
public final class StatementSigning {
  private static final String DOMAIN = "quittance/statement/v1";
  private static final String HASH_DOMAIN = "quittance/statement-hash/v1";

  private StatementSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param payload the statement in single-object encoding
   */
  public static byte[] message(byte[] payload) {
    byte[] domain = DOMAIN.getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[domain.length + payload.length];
    System.arraycopy(domain, 0, message, 0, domain.length);
    System.arraycopy(payload, 0, message, domain.length, payload.length);
    return message;
  }

  /** Returns the hash of a statement, 32 bytes. */
  public static byte[] hash(byte[] payload) {
    return Sha256.hash(HASH_DOMAIN, payload);
  }
}
