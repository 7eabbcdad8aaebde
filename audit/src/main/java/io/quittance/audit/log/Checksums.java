package io.quittance.audit.log;

import io.quittance.network.document.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 of files, and lists of them as {@code sha256sum} writes and checks them. */
public final class Checksums {
  /** Name of the list in a directory. */
  public static final String FILE = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([^/\\\\]+)");

  private Checksums() {}

  /** Returns a file's SHA-256 in hexadecimal digits. */
  public static String of(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** Returns a list as text. */
  public static String print(Map<String, String> sums) {
    StringBuilder text = new StringBuilder();
    sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    return text.toString();
  }

  /**
   * Reads a list: sums by file name.
   *
   * @throws IOException if a line is none, or a name stands twice
   */
  static Map<String, String> parse(String text) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String line : lines(text)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IOException("\"" + line + "\" is no line of " + FILE);
      }
      if (sums.put(matcher.group(2), matcher.group(1)) != null) {
        throw new IOException(matcher.group(2) + " stands twice in " + FILE);
      }
    }
    return sums;
  }

  /** The lines of a list, without blank ones, which mean nothing. */
  private static List<String> lines(String text) {
    return TextFile.withoutMark(text).lines().filter(line -> !line.isBlank()).toList();
  }
}
