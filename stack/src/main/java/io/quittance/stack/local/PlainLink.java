package io.quittance.stack.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A second name of a directory, without the characters at which Kafka and Flink split lists of
 * directories: a symbolic link in a temporary directory of this process's own, where the
 * directory's own name has such characters.
 */
public final class PlainLink implements AutoCloseable {
  private static final String SEPARATORS = ",:";

  private final Path path;
  private final boolean linked;

  private PlainLink(Path path, boolean linked) {
    this.path = path;
    this.linked = linked;
  }

  /**
   * Returns a name of a directory, which need not be there yet.
   *
   * @throws IOException if it needs another name, and the temporary directory cannot give one
   */
  public static PlainLink to(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (isPlain(absolute)) {
      return new PlainLink(absolute, false);
    }
    Path own = Files.createTempDirectory("quittance");
    Path link = own.resolve("link");
    if (!isPlain(link)) {
      Files.delete(own);
      throw new IOException(
          "neither "
              + absolute
              + " nor the temporary directory "
              + own.getParent()
              + " can stand in a list of directories: one of them must have a name without comma"
              + " and colon");
    }
    return new PlainLink(Files.createSymbolicLink(link, absolute), true);
  }

  /** The name. */
  public Path path() {
    return path;
  }

  private static boolean isPlain(Path path) {
    return path.toString().chars().noneMatch(c -> SEPARATORS.indexOf(c) >= 0);
  }

  /** Removes the name; the directory stays. */
  @Override
  public void close() throws IOException {
    if (linked) {
      Files.deleteIfExists(path);
      Files.deleteIfExists(path.getParent());
    }
  }
}
