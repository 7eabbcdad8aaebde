package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * One message between the two sides, as text: {@code ownership1:KIND:CONTENT:CHECKSUM.}
 *
 * <p>CONTENT is base64url (RFC 4648, section 5) without padding. CHECKSUM is eight hexadecimal
 * digits, the beginning of the SHA-256 of all before its colon, against slips of copying. The text
 * is ASCII and ends with the dot, so a channel may break it into lines.
 *
 * @param content raw bytes, at most {@link #MAX_CONTENT_BYTES}
 */
public record Message(Kind kind, byte[] content) {
  /** The longest content. */
  public static final int MAX_CONTENT_BYTES = 4096;

  /** The longest text, line breaks not counted. */
  public static final int MAX_CHARACTERS = 6000;

  /** The last character of every message. */
  public static final String END = ".";

  private static final String SCHEME = "ownership1";
  private static final int CHECKSUM_BYTES = 4;
  private static final int PARTS = 4;

  /** What a message is. */
  public enum Kind {
    /** The payer's: the session code, to be let in where strangers can knock. */
    HELLO,
    /** The payee's: {@link OwnershipRequest}. */
    REQUEST,
    /** The payer's: what he is bound to before the challenge. */
    ANNOUNCEMENT,
    /** The payee's: the coin that makes the challenge. */
    CHALLENGE,
    /** The payer's: the proof. */
    ANSWER,
    /** The payer's: he will not answer, for a reason of his own; no content. */
    REFUSAL,
    /** The payee's: whether she is convinced, one byte, 1 or 0. */
    VERDICT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Message {
    if (content.length > MAX_CONTENT_BYTES) {
      throw new IllegalArgumentException(
          "a message has at most " + MAX_CONTENT_BYTES + " bytes, not " + content.length);
    }
    content = content.clone();
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  /** Reads a message's text. */
  public static Message parse(String text) throws QuittanceException {
    if (text.length() > MAX_CHARACTERS) {
      throw wrong("is longer than " + MAX_CHARACTERS + " characters");
    }
    String[] parts = text.split(":", -1);
    if (!parts[0].equals(SCHEME)) {
      throw wrong("does not begin with " + SCHEME + ":");
    }
    if (parts.length != PARTS || !text.endsWith(END)) {
      throw wrong("is cut off");
    }
    Optional<Kind> kind =
        Arrays.stream(Kind.values()).filter(any -> any.word().equals(parts[1])).findFirst();
    String before = text.substring(0, text.lastIndexOf(':'));
    if (kind.isEmpty() || !parts[PARTS - 1].equals(checksum(before) + END)) {
      throw wrong("has a wrong character: its checksum does not fit");
    }
    try {
      byte[] content = Base64.getUrlDecoder().decode(parts[2]);
      if (content.length > MAX_CONTENT_BYTES) {
        throw wrong("has more than " + MAX_CONTENT_BYTES + " bytes");
      }
      return new Message(kind.get(), content);
    } catch (IllegalArgumentException e) {
      throw wrong("is not base64url");
    }
  }

  /** The message's text, one line. */
  public String text() {
    String content64 = Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    String before = SCHEME + ":" + kind.word() + ":" + content64;
    return before + ":" + checksum(before) + END;
  }

  private static String checksum(String text) {
    byte[] hash = SessionCode.sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, CHECKSUM_BYTES);
  }

  private static QuittanceException wrong(String problem) {
    return QuittanceException.failure(
        "What the other side sent is no message of this protocol: it " + problem + ".",
        "Copy the whole message again, or begin a new check.");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that
        && kind == that.kind
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return kind.word() + " of " + content.length + " bytes";
  }
}
