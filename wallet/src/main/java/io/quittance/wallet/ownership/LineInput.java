package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines from a stream that nobody need trust: their length is limited. */
public final class LineInput {
  /** The longest line, in bytes. */
  public static final int MAX_LINE_BYTES = 8192;

  private final InputStream in;
  private final byte[] line = new byte[MAX_LINE_BYTES];

  public LineInput(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next line, without its end; nothing at the end of the stream.
   *
   * @throws QuittanceException if it is longer than {@link #MAX_LINE_BYTES}
   */
  public Optional<String> next() throws IOException, QuittanceException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return length == 0 ? Optional.empty() : Optional.of(text(length));
      }
      if (length == MAX_LINE_BYTES) {
        throw QuittanceException.failure(
            "What the other side sent has a line of more than " + MAX_LINE_BYTES + " bytes.",
            "Copy the message alone, or begin a new check.");
      }
      line[length++] = (byte) next;
    }
    return Optional.of(text(length));
  }

  private String text(int length) {
    return new String(line, 0, length, StandardCharsets.UTF_8).strip();
  }
}
