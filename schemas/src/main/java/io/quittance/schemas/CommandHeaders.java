package io.quittance.schemas;

/**
 * The names of the record headers that may stand beside a command in the journal.
 *
 * <p>Headers are not signed, and no verdict, receipt or settled event depends on them: a command
 * says the same with them, without them and with wrong ones. Unknown headers are ignored.
 */
public final class CommandHeaders {
  /**
   * The header with what helps to verify a command's proofs faster: its decoding advice, at most
   * {@link Limits#MAX_DECODING_ADVICE_BYTES}. Of several headers with this name the last counts;
   * one that is longer, or null, is ignored; wrong advice costs the operator a little time.
   *
   * <p>A wallet makes it from the bytes of the proofs alone. Take the command's proofs in the order
   * of its fields (of a transfer: equality, validity, range), and of each its points in the order
   * of their bytes: first those of the context, without the empty slots of a range proof, then
   * those of the proof. Leave out points whose 32 bytes were there before. The advice has 32 bytes
   * for each point that is left, in this order: the number I with
   *
   * <pre>
   *   I^2 * v * u2^2 = 1  modulo p = 2^255 - 19
   *   u1 = 1 - s^2,  u2 = 1 + s^2,  v = -d*u1^2 - u2^2
   * </pre>
   *
   * where s is the point's 32 bytes as a little-endian number and d the constant of edwards25519,
   * as in RFC 9496, section 4.3.1. I itself is written in 32 bytes, little-endian, its highest bit
   * 0; either of its two values will do. A transfer with an auditor has 40 points, so its advice
   * 1,280 bytes.
   */
  public static final String DECODING_ADVICE = "quittance-decoding-advice";

  private CommandHeaders() {}
}
