package io.quittance.verifier.transcript;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The public record of a proof, from which its challenges are drawn (Fiat–Shamir).
 *
 * <p>Merlin 1.0 over STROBE-128, the construction of {@code merlin.cool}. Prover and verifier write
 * the same messages in the same order; a challenge depends on every byte written before it. A
 * message that is missing here can be chosen after the challenge, which is how proofs were forged
 * in 2025: each statement's test flips each byte of its public input and must see a rejection.
 *
 * <p>Mutable, and not safe for use by several threads.
 */
public final class Transcript {
  private static final byte[] MERLIN = "Merlin v1.0".getBytes(StandardCharsets.US_ASCII);
  private static final int CHALLENGE_BYTES = 2 * Scalar.BYTES;

  /** What all transcripts of the program have in common, absorbed once. */
  private static final Transcript PROGRAM = ofProtocol(Labels.PROGRAM);

  private final Strobe128 strobe;

  private Transcript(Strobe128 strobe) {
    this.strobe = strobe;
  }

  /** Starts the transcript of one statement of the program. */
  public static Transcript begin(Label statement) {
    Transcript transcript = new Transcript(PROGRAM.strobe.copy());
    transcript.separate(statement);
    return transcript;
  }

  /** A bare Merlin transcript of the named protocol. */
  static Transcript ofProtocol(Label protocol) {
    Transcript transcript = new Transcript(new Strobe128(MERLIN));
    transcript.separate(protocol);
    return transcript;
  }

  /** Marks the start of a protocol within the statement. */
  public void separate(Label protocol) {
    append(Labels.DOMAIN_SEPARATOR, protocol.bytes());
  }

  /** Appends a message as it stands. */
  public void append(Label label, byte[] message) {
    append(label, message, 0, message.length);
  }

  /** Appends the {@code length} bytes of {@code source} from {@code offset} on. */
  public void append(Label label, byte[] source, int offset, int length) {
    strobe.metaAssociatedData(label.bytes(), false);
    strobe.metaLength(length);
    strobe.associatedData(source, offset, length);
  }

  /** Appends a number as eight little-endian bytes. */
  public void append(Label label, long number) {
    byte[] message = new byte[Long.BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      message[i] = (byte) (number >>> (Byte.SIZE * i));
    }
    append(label, message);
  }

  /** Appends the bytes of points as they stand in the proof, in one message. */
  public void append(Label label, CompressedRistretto... points) {
    ByteBuffer message = ByteBuffer.allocate(points.length * CompressedRistretto.BYTES);
    for (CompressedRistretto point : points) {
      point.appendTo(message);
    }
    append(label, message.array());
  }

  /** Appends the 32 canonical bytes of a scalar. */
  public void append(Label label, Scalar scalar) {
    append(label, scalar.toBytes());
  }

  /** Draws a challenge: 64 bytes, reduced modulo the group's order. */
  public Scalar challenge(Label label) {
    return Scalar.fromWideBytes(challengeBytes(label, CHALLENGE_BYTES));
  }

  byte[] challengeBytes(Label label, int length) {
    byte[] output = new byte[length];
    strobe.metaAssociatedData(label.bytes(), false);
    strobe.metaLength(length);
    strobe.pseudoRandom(output);
    return output;
  }
}
