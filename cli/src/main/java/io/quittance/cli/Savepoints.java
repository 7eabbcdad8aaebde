package io.quittance.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Savepoints as users name them. */
final class Savepoints {
  private static final String METADATA = "_metadata";

  private Savepoints() {}

  /**
   * Checks that a directory holds a savepoint or checkpoint.
   *
   * @throws ParameterException if it does not
   */
  static void require(CommandLine command, Path savepoint) {
    if (!Files.exists(savepoint.resolve(METADATA))) {
      throw new ParameterException(
          command,
          savepoint + " is no savepoint: it has no file " + METADATA + "; see 'savepoint'.");
    }
  }
}
