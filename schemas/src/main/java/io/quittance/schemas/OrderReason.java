package io.quittance.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The reason of a freeze or unfreeze order: a code, and what the officer adds in his own words. In
 * a record's field {@code reason} it is the code's name, or the name, a colon, a space and the
 * note. The ledger only limits its length: a text without a code is read as {@link
 * ReasonCode#OTHER} with that text.
 *
 * @param code what tools can tell apart
 * @param note for people, public; empty if there is none
 */
public record OrderReason(ReasonCode code, String note) {
  private static final String SEPARATOR = ": ";

  public OrderReason {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(note, "note");
  }

  /** Reads any text. */
  public static OrderReason parse(String text) {
    int end = text.indexOf(SEPARATOR);
    Optional<ReasonCode> code = code(end < 0 ? text : text.substring(0, end));
    return code.isEmpty()
        ? new OrderReason(ReasonCode.OTHER, text)
        : new OrderReason(code.get(), end < 0 ? "" : text.substring(end + SEPARATOR.length()));
  }

  /** Reads the field of a record. */
  public static OrderReason of(ByteBuffer field) {
    return parse(StandardCharsets.UTF_8.decode(field.duplicate()).toString());
  }

  /** Returns the text that stands in records. */
  @Override
  public String toString() {
    return note.isEmpty() ? code.name() : code.name() + SEPARATOR + note;
  }

  private static Optional<ReasonCode> code(String name) {
    for (ReasonCode code : ReasonCode.values()) {
      if (code.name().equals(name)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
