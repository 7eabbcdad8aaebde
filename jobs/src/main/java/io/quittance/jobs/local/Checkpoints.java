package io.quittance.jobs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints that Flink keeps on disk: {@code <directory>/<job id>/chk-<n>/_metadata}. */
final class Checkpoints {
  private static final String METADATA = "_metadata";
  private static final String PREFIX = "chk-";

  private Checkpoints() {}

  /**
   * Returns the directory of the newest complete checkpoint below {@code directory}.
   *
   * <p>A checkpoint is complete when its metadata file stands: Flink moves that into place last. Of
   * two written in the same moment the one with the higher number is the newer.
   */
  static Optional<Path> newest(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(directory, 3, (path, kind) -> isMetadata(path))) {
      return files
          .max(Comparator.comparingLong(Checkpoints::modified).thenComparing(Checkpoints::number))
          .map(Path::getParent);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the checkpoints in " + directory, e);
    }
  }

  private static boolean isMetadata(Path path) {
    return path.getFileName().toString().equals(METADATA)
        && path.getParent().getFileName().toString().matches(PREFIX + "\\d{1,18}");
  }

  private static long modified(Path metadata) {
    try {
      return Files.getLastModifiedTime(metadata).toMillis();
    } catch (IOException subsumedMeanwhile) {
      return Long.MIN_VALUE;
    }
  }

  private static long number(Path metadata) {
    return Long.parseLong(metadata.getParent().getFileName().toString().substring(PREFIX.length()));
  }
}
