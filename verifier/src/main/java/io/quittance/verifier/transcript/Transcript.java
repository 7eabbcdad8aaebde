package io.quittance.verifier.transcript;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;

/**
 * One run of a statement's protocol: the public input and the prover's messages go in, the
 * verifier's challenges come out.
 *
 * <p>A statement writes down its protocol once, against this class. Where the challenges come from
 * is the business of the {@link ChallengeSource} that began it: a hash, a counterparty, a test.
 *
 * <p>Mutable, and not safe for use by several threads.
 */
public abstract class Transcript {
  /** Appends the {@code length} bytes of {@code source} from {@code offset} on. */
  public abstract void append(Label label, byte[] source, int offset, int length);

  /** Draws a challenge: a scalar that nobody could know before the messages were appended. */
  public abstract Scalar challenge(Label label);

  /** Marks the start of a protocol within the statement. */
  public final void separate(Label protocol) {
    append(Labels.DOMAIN_SEPARATOR, protocol.bytes());
  }

  /** Appends a message as it stands. */
  public final void append(Label label, byte[] message) {
    append(label, message, 0, message.length);
  }

  /** Appends a number as eight little-endian bytes. */
  public final void append(Label label, long number) {
    byte[] message = new byte[Long.BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      message[i] = (byte) (number >>> (Byte.SIZE * i));
    }
    append(label, message);
  }

  /** Appends the bytes of points as they stand in the proof, in one message. */
  public final void append(Label label, CompressedRistretto... points) {
    ByteBuffer message = ByteBuffer.allocate(points.length * CompressedRistretto.BYTES);
    for (CompressedRistretto point : points) {
      point.appendTo(message);
    }
    append(label, message.array());
  }

  /** Appends the 32 canonical bytes of a scalar. */
  public final void append(Label label, Scalar scalar) {
    append(label, scalar.toBytes());
  }
}
