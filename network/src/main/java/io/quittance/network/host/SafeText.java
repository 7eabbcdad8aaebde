package io.quittance.network.host;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Text that somebody else wrote, made harmless before it is printed: a memo, a name or a damaged
 * file that an error quotes must not be able to move the cursor, change colours, reverse the
 * direction of writing, or begin a line that looks like one of ours.
 *
 * <p>What is not printed: Unicode's categories control, format, private use, surrogate, unassigned,
 * and line and paragraph separators.
 */
public final class SafeText {
  /** Most characters of a text of somebody else that stands within a line of ours. */
  public static final int MAX_QUOTED_CHARACTERS = 160;

  private static final char SUBSTITUTE = '?';

  /**
   * How a spreadsheet's formulas begin, after spaces and quotes: in the first place, and behind all
   * that one spreadsheet or another takes for the end of a cell. A comma is not among them: who
   * writes CSV quotes a cell that has one.
   */
  private static final Pattern FORMULA =
      Pattern.compile("((?:^|[;|\\t\\r\\n])[\\s\"\uFF02]*+)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

  private SafeText() {}

  /** A short text within a line: cut to {@link #MAX_QUOTED_CHARACTERS}. */
  public static String quoted(String text) {
    return replaced(text.codePoints().limit(MAX_QUOTED_CHARACTERS).toArray(), false);
  }

  /** A text of one line, in full; a line end becomes a space. */
  public static String line(String text) {
    return lines(text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' '));
  }

  /** A text of several lines, in full. */
  public static String lines(String text) {
    return replaced(text.codePoints().toArray(), true);
  }

  /**
   * A text of several lines as a cell of a table that may be opened in a spreadsheet. Wherever that
   * could take what follows for a formula, an apostrophe stands in front.
   */
  public static String cell(String text) {
    return FORMULA.matcher(lines(text)).replaceAll("$1'");
  }

  /** JSON whose strings stay what they are: what must not be printed is written as its number. */
  public static String json(String json) {
    StringBuilder shown = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            character -> {
              if (isPrintable(character)) {
                shown.appendCodePoint(character);
              } else {
                for (char unit : Character.toChars(character)) {
                  shown.append("\\u").append(hex(unit));
                }
              }
            });
    return shown.toString();
  }

  /**
   * A stream on which nothing but {@link #lines} can be printed, for a process's standard output
   * and error.
   *
   * @param out takes UTF-8
   */
  public static PrintStream stream(OutputStream out) {
    return new PrintStream(new SafeOutput(out), true, StandardCharsets.UTF_8);
  }

  /** Whether a character may be printed; line ends and tabs are not counted among them. */
  static boolean isPrintable(int character) {
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

  private static String replaced(int[] characters, boolean lines) {
    StringBuilder shown = new StringBuilder(characters.length);
    for (int character : characters) {
      boolean layout = lines && (character == '\n' || character == '\t');
      shown.appendCodePoint(layout || isPrintable(character) ? character : SUBSTITUTE);
    }
    return shown.toString();
  }

  private static String hex(char unit) {
    String digits = Integer.toHexString(unit);
    return "0".repeat(4 - digits.length()) + digits;
  }
}
