package io.quittance.jobs.settlement;

import java.nio.file.Path;

/**
 * Local paths as Flink spells them, and back.
 *
 * <p>Flink takes {@code file:} and then the path as it is, quotes for itself what a URI must quote,
 * and answers in the same way. Java's {@link Path#toUri} quotes, too: what was quoted twice names
 * another directory, {@code my%20home} for {@code my home}.
 */
public final class FlinkPaths {
  private static final String SCHEME = "file:";

  private FlinkPaths() {}

  /**
   * Returns a path as Flink spells it, absolute.
   *
   * @throws IllegalArgumentException if Flink cannot name it: it takes a backslash for a slash
   */
  public static String of(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    String spelled = SCHEME + absolute;
    if (!parse(spelled).equals(absolute)) {
      throw new IllegalArgumentException(
          "Flink cannot keep anything in "
              + absolute
              + ": it takes a backslash in a name for a slash; choose another directory");
    }
    return spelled;
  }

  /** Returns the path that Flink has spelled. */
  public static Path parse(String spelled) {
    return Path.of(new org.apache.flink.core.fs.Path(spelled).getPath());
  }
}
