package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.ownership.Channel;
import io.quittance.wallet.ownership.LineInput;
import io.quittance.wallet.ownership.Message;
import java.io.IOException;
import java.util.Optional;

/**
 * A channel that a person carries: messages are printed to be copied, and read as they are pasted.
 * Output holds nothing but messages, so that programs and files can carry them as well.
 */
final class PasteChannel implements Channel {
  private static final int COLUMNS = 72;
  private static final int MOST_TRIES = 3;

  private final LineInput input;
  private final PrintedLines messages;
  private final PrintedLines person;
  private final String other;

  /**
   * Makes a channel.
   *
   * @param other what the other side is to be called
   */
  PasteChannel(LineInput input, PrintedLines messages, PrintedLines person, String other) {
    this.input = input;
    this.messages = messages;
    this.person = person;
    this.other = other;
  }

  @Override
  public void send(Message message) {
    person.line("Give this to %s:", other);
    String text = message.text();
    for (int from = 0; from < text.length(); from += COLUMNS) {
      messages.line("%s", text.substring(from, Math.min(text.length(), from + COLUMNS)));
    }
  }

  @Override
  public Message receive() throws QuittanceException {
    person.line("Paste what the side of %s shows:", other);
    for (int tries = 1; ; tries++) {
      String text = text();
      try {
        return Message.parse(text);
      } catch (QuittanceException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        person.line("%s Paste it again:", e.getMessage());
      }
    }
  }

  /** The lines up to the one with the end of a message; empty ones do not count. */
  private String text() throws QuittanceException {
    StringBuilder text = new StringBuilder();
    while (text.length() <= Message.MAX_CHARACTERS) {
      String line = line();
      text.append(line.replaceAll("\\s", ""));
      if (line.endsWith(Message.END)) {
        break;
      }
    }
    return text.toString();
  }

  private String line() throws QuittanceException {
    try {
      Optional<String> line = input.next();
      if (line.isPresent()) {
        return line.get();
      }
    } catch (IOException e) {
      throw QuittanceException.failure(
          "The input cannot be read: " + e.getMessage() + ".", "Begin a new check.", e);
    }
    throw QuittanceException.failure(
        "The input ended before the message of " + other + " was complete.",
        "Begin a new check, and paste every message with its last dot.");
  }
}
