package io.quittance.wallet.account;

import io.quittance.network.QuittanceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Public texts that travel with commands: memos, references and reasons, limited in bytes. */
final class BoundedText {
  private BoundedText() {}

  /** The UTF-8 bytes of a text of at most so many bytes. */
  static ByteBuffer encode(String name, String text, int maxBytes) throws QuittanceException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > maxBytes) {
      throw QuittanceException.usage(
          "The " + name + " has " + bytes.length + " bytes; " + maxBytes + " is the limit.",
          "Shorten the " + name + ".");
    }
    return ByteBuffer.wrap(bytes);
  }
}
