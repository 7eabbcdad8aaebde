package io.quittance.schemas;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message to sign under construction: a domain, a network, counted texts, then bytes to the end.
 */
final class SigningMessage {
  /** Longest name of a command or an asset. */
  private static final int MAX_TEXT_BYTES = 64;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream(256);

  SigningMessage(String domain) {
    message.writeBytes(domain.getBytes(StandardCharsets.US_ASCII));
  }

  /** Appends the id of the network that the signature is for. */
  SigningMessage network(NetworkId network) {
    message.writeBytes(network.toBytes());
    return this;
  }

  /** Appends one byte of length and the text in UTF-8. */
  SigningMessage counted(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length == 0 || utf8.length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "a name in a signing message must be 1 to "
              + MAX_TEXT_BYTES
              + " bytes, not "
              + utf8.length);
    }
    message.write(utf8.length);
    message.writeBytes(utf8);
    return this;
  }

  /** Appends eight bytes, the highest first. */
  SigningMessage number(long value) {
    message.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  /** Appends the payload and returns the finished message. */
  byte[] bytes(byte[] payload) {
    message.writeBytes(payload);
    return message.toByteArray();
  }
}
