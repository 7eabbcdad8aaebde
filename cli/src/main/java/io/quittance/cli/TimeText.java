package io.quittance.cli;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Lengths of time as options spell them. */
final class TimeText {
  private TimeText() {}

  /**
   * Reads a length of time.
   *
   * @throws ParameterException of the command if the text is none
   */
  static Duration parse(CommandSpec command, String text) {
    try {
      return TimeUtils.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "\"" + text + "\" is no time such as 90 s or 24 h.", e);
    }
  }
}
