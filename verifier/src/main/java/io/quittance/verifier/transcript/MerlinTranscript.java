package io.quittance.verifier.transcript;

import io.quittance.verifier.ristretto.Scalar;
import java.nio.charset.StandardCharsets;

/**
 * The transcript of a proof that speaks for itself: its challenges are hashes of all that was
 * written before (Fiat–Shamir).
 *
 * <p>Merlin 1.0 over STROBE-128, the construction of {@code merlin.cool}. Prover and verifier write
 * the same messages in the same order; a challenge depends on every byte written before it. A
 * message that is missing here can be chosen after the challenge, which is how proofs were forged
 * in 2025: each statement's test flips each byte of its public input and must see a rejection.
 */
public final class MerlinTranscript extends Transcript {
  private static final byte[] MERLIN = "Merlin v1.0".getBytes(StandardCharsets.US_ASCII);
  private static final int CHALLENGE_BYTES = 2 * Scalar.BYTES;

  /** What all transcripts of the program have in common, absorbed once. */
  private static final MerlinTranscript PROGRAM = ofProtocol(Labels.PROGRAM);

  private final Strobe128 strobe;

  private MerlinTranscript(Strobe128 strobe) {
    this.strobe = strobe;
  }

  /** Starts the transcript of one statement of the program. */
  public static MerlinTranscript begin(Label statement) {
    MerlinTranscript transcript = new MerlinTranscript(PROGRAM.strobe.copy());
    transcript.separate(statement);
    return transcript;
  }

  /** A bare Merlin transcript of the named protocol. */
  public static MerlinTranscript ofProtocol(Label protocol) {
    MerlinTranscript transcript = new MerlinTranscript(new Strobe128(MERLIN));
    transcript.separate(protocol);
    return transcript;
  }

  @Override
  public void append(Label label, byte[] source, int offset, int length) {
    strobe.metaAssociatedData(label.bytes(), false);
    strobe.metaLength(length);
    strobe.associatedData(source, offset, length);
  }

  /** Draws a challenge: 64 bytes, reduced modulo the group's order. */
  @Override
  public Scalar challenge(Label label) {
    return Scalar.fromWideBytes(bytes(label, CHALLENGE_BYTES));
  }

  /** Draws so many bytes. */
  public byte[] bytes(Label label, int length) {
    byte[] output = new byte[length];
    strobe.metaAssociatedData(label.bytes(), false);
    strobe.metaLength(length);
    strobe.pseudoRandom(output);
    return output;
  }
}
