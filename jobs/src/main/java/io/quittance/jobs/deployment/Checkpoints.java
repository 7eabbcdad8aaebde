package io.quittance.jobs.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The states of the job that Flink keeps on disk: checkpoints in {@code <directory>/<job
 * id>/chk-<n>} and the savepoints of stopped jobs in {@code <directory>/savepoint-<id>}.
 */
public final class Checkpoints {
  private static final String METADATA = "_metadata";
  private static final String PREFIX = "chk-";
  private static final int MAX_ATTEMPTS = 100;
  private static final Pattern STATE = Pattern.compile("chk-\\d{1,18}|savepoint-[0-9a-f-]+");

  private Checkpoints() {}

  /**
   * Returns the directory of the newest complete checkpoint or savepoint below {@code directory}.
   *
   * <p>It is complete when its metadata file stands: Flink moves that into place last. Of two
   * checkpoints written in the same moment the one with the higher number is the newer; a savepoint
   * ends a job, and so is newer than any checkpoint.
   */
  public static Optional<Path> newest(Path directory) {
    for (int attempt = 1; Files.isDirectory(directory); attempt++) {
      try {
        return newestNow(directory);
      } catch (IOException | UncheckedIOException e) {
        // Flink removes old checkpoints all the time, also while this looks at them.
        if (attempt == MAX_ATTEMPTS) {
          throw new UncheckedIOException(
              "cannot list the checkpoints in " + directory, new IOException(e));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> newestNow(Path directory) throws IOException {
    // The directory itself may be a link, to another disk say.
    Path real = directory.toRealPath();
    try (Stream<Path> files = Files.find(real, 3, (path, kind) -> isMetadata(path))) {
      return files
          .max(Comparator.comparingLong(Checkpoints::modified).thenComparing(Checkpoints::number))
          .map(metadata -> directory.resolve(real.relativize(metadata.getParent())));
    }
  }

  private static boolean isMetadata(Path path) {
    return path.getFileName().toString().equals(METADATA)
        && STATE.matcher(path.getParent().getFileName().toString()).matches();
  }

  private static long modified(Path metadata) {
    try {
      return Files.getLastModifiedTime(metadata).toMillis();
    } catch (IOException subsumedMeanwhile) {
      return Long.MIN_VALUE;
    }
  }

  private static long number(Path metadata) {
    String name = metadata.getParent().getFileName().toString();
    return name.startsWith(PREFIX)
        ? Long.parseLong(name.substring(PREFIX.length()))
        : Long.MAX_VALUE;
  }
}
