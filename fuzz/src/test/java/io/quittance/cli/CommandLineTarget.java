package io.quittance.cli;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ParameterException;

/** The command line, one argument a line; nothing is run. */
public final class CommandLineTarget {
  private CommandLineTarget() {}

  /** Reads arguments: they make sense, or the mistake is said. */
  public static void check(byte[] input) {
    try {
      Quittance.commandLine().parseArgs(new String(input, StandardCharsets.UTF_8).split("\n"));
    } catch (ParameterException mistake) {
      if (mistake.getMessage().isBlank()) {
        throw new AssertionError("a mistake that is not said", mistake);
      }
    }
  }
}
