package io.quittance.network.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file that a person may have edited. Editors of some systems put a byte order mark before
 * the text, which nobody sees and no parser takes.
 */
public final class TextFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * Returns the text of a file, without a byte order mark.
   *
   * @throws java.nio.charset.MalformedInputException if it is not UTF-8
   */
  public static String read(Path file) throws IOException {
    return withoutMark(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** Returns a text without a byte order mark. */
  public static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
