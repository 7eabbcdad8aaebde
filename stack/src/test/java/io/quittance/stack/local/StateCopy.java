package io.quittance.stack.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A savepoint put aside, as operators put it where a lost machine does not take it along. */
final class StateCopy {
  private StateCopy() {}

  static void of(Path savepoint, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(savepoint)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(savepoint.relativize(file).toString()));
      }
    }
  }
}
