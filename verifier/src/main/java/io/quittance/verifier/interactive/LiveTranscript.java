package io.quittance.verifier.interactive;

import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.Label;
import io.quittance.verifier.transcript.Transcript;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A run whose challenges somebody gives, in return for the messages since the last one.
 *
 * <p>An announcement is a sequence of messages, each the length of its label (1 byte), the label,
 * its own length (4 bytes, big-endian) and the message; the request for the challenge stands at the
 * end, as a message with the challenge's label and no content.
 */
abstract class LiveTranscript extends Transcript {
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private int round;

  @Override
  public final void append(Label label, byte[] source, int offset, int length) {
    byte[] name = label.toString().getBytes(StandardCharsets.US_ASCII);
    messages.write(name.length);
    messages.writeBytes(name);
    messages.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    messages.write(source, offset, length);
  }

  @Override
  public final Scalar challenge(Label label) {
    append(label, new byte[0], 0, 0);
    byte[] announcement = messages.toByteArray();
    messages.reset();
    round++;
    return challenge(round, announcement);
  }

  /**
   * Gives the challenge of a round.
   *
   * @param round from 1 on
   * @param announcement the messages since the last round
   */
  abstract Scalar challenge(int round, byte[] announcement);
}
