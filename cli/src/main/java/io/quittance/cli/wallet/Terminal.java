package io.quittance.cli.wallet;

import java.io.PrintWriter;
import java.util.Locale;

/** Lines for a person, the same in every locale. */
final class Terminal {
  private static final int MAX_TEXT_CHARACTERS = 160;

  private final PrintWriter out;

  Terminal(PrintWriter out) {
    this.out = out;
  }

  void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
    out.flush();
  }

  /** A question, with the cursor left behind it for the answer. */
  void ask(String question) {
    out.print(question + " ");
    out.flush();
  }

  /**
   * A text that somebody else wrote, made harmless: a memo must not be able to move the cursor,
   * change colours or break the line.
   */
  static String harmless(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MAX_TEXT_CHARACTERS)
        .forEach(character -> shown.appendCodePoint(isPrintable(character) ? character : '?'));
    return shown.toString();
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
