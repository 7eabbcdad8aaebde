package io.quittance.network.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Lets UTF-8 through whose characters may be printed, whichever way it is divided into writes. */
final class SafeOutput extends OutputStream {
  private static final int MAX_BYTES = 8192;
  private static final int MAX_SEQUENCE_BYTES = 4;

  private final OutputStream out;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** What has been written of a character whose last bytes are still to come, then new bytes. */
  private final ByteBuffer waiting = ByteBuffer.allocate(MAX_SEQUENCE_BYTES + MAX_BYTES);

  private final CharBuffer decoded = CharBuffer.allocate(MAX_SEQUENCE_BYTES + MAX_BYTES);

  SafeOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    while (at < from + length) {
      int part = Math.min(MAX_BYTES, from + length - at);
      waiting.put(bytes, at, part).flip();
      decoder.decode(waiting, decoded, false);
      waiting.compact();
      out.write(SafeText.lines(decoded.flip().toString()).getBytes(StandardCharsets.UTF_8));
      decoded.clear();
      at += part;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
