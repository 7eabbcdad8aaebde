package io.quittance.network.host;

import io.quittance.network.QuittanceException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a process reads and writes text: the same on every machine. Java takes the bytes of
 * arguments, variables and file names by the charset of the environment at its start, and Kafka,
 * Flink and its SQL write numbers and names by the default locale: Arabic digits in a log's file
 * name are another log.
 */
public final class ProcessText {
  /** The one locale. */
  public static final Locale LOCALE = Locale.ENGLISH;

  /** Options of a Java virtual machine, so that it starts like that. */
  public static final List<String> JAVA_OPTIONS =
      List.of("-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=");

  /** The variable from which a process's charset follows, and its value. */
  public static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8");

  private static final char UNDECODED = '\uFFFD';
  private static final String UTF_8 = "UTF-8";

  private ProcessText() {}

  /**
   * Gives this process the locale, and output that shows nothing that a terminal would obey. To be
   * called first in a program, before anything has formatted a number.
   */
  public static void begin() {
    Locale.setDefault(LOCALE);
    System.setOut(SafeText.stream(file(FileDescriptor.out)));
    System.setErr(SafeText.stream(file(FileDescriptor.err)));
  }

  /** Standard output for pictures that are drawn from our own numbers: a terminal obeys it. */
  public static PrintStream drawingOut() {
    return new PrintStream(file(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  /** Standard error, likewise. */
  public static PrintStream drawingErr() {
    return new PrintStream(file(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }

  private static OutputStream file(FileDescriptor descriptor) {
    return new FileOutputStream(descriptor);
  }

  /**
   * Checks that this process was told what its user wrote.
   *
   * @throws QuittanceException if an argument, one of our variables or the present directory is not
   *     text in UTF-8: what Java made of it would be signed or written
   */
  public static void requireDecoded(List<String> arguments, Map<String, String> environment)
      throws QuittanceException {
    requireDecoded(
        arguments,
        environment,
        System.getProperty("sun.jnu.encoding", UTF_8),
        System.getProperty("user.dir"));
  }

  static void requireDecoded(
      List<String> arguments, Map<String, String> environment, String charset, String directory)
      throws QuittanceException {
    for (int i = 0; i < arguments.size(); i++) {
      if (isDamaged(arguments.get(i), charset)) {
        throw undecoded("Argument " + (i + 1));
      }
    }
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      if (variable.getKey().startsWith("QUITTANCE_") && isDamaged(variable.getValue(), charset)) {
        throw undecoded("Variable " + variable.getKey());
      }
    }
    if (isDamaged(directory, charset)) {
      throw undecoded("The name of the present directory");
    }
  }

  /**
   * Where the charset is poorer than UTF-8, a letter outside it may have become a question mark.
   */
  private static boolean isDamaged(String text, String charset) {
    return text.indexOf(UNDECODED) >= 0
        || (!charset.equalsIgnoreCase(UTF_8)
            && text.chars().anyMatch(unit -> unit == '?' || unit >= 0x80));
  }

  private static QuittanceException undecoded(String what) {
    return QuittanceException.usage(
        what + " is not text in UTF-8.",
        "Write it in UTF-8, and start Java by ./quittance or with LC_ALL=C.UTF-8.");
  }
}
