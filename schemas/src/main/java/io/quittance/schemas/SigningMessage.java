package io.quittance.schemas;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message to sign under construction: a domain, counted texts, then bytes to the end. */
final class SigningMessage {
  private final ByteArrayOutputStream message = new ByteArrayOutputStream(256);

  SigningMessage(String domain) {
    message.writeBytes(domain.getBytes(StandardCharsets.US_ASCII));
  }

  /** Appends one byte of length and the text in UTF-8. */
  SigningMessage counted(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length == 0 || utf8.length > Limits.MAX_NETWORK_NAME_BYTES) {
      throw new IllegalArgumentException(
          "a name in a signing message must be 1 to "
              + Limits.MAX_NETWORK_NAME_BYTES
              + " bytes, not "
              + utf8.length);
    }
    message.write(utf8.length);
    message.writeBytes(utf8);
    return this;
  }

  /** Appends the payload and returns the finished message. */
  byte[] bytes(byte[] payload) {
    message.writeBytes(payload);
    return message.toByteArray();
  }
}
