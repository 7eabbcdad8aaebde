package io.quittance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line that the shell runs, and what it says. */
final class Conversation {
  private static final long LONGEST_MINUTES = 15;
  private static final long LOOK_MILLIS = 100;
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-z]+)>");

  private final Process process;
  private final Path told;

  private Conversation(Process process, Path told) {
    this.process = process;
    this.told = told;
  }

  /** Starts a line; what it prints goes to {@code told}. */
  static Conversation start(String line, Path folder, Map<String, String> variables, Path told)
      throws IOException {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", "set -o pipefail; umask 077; " + line)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile());
    shell.environment().putAll(variables);
    return new Conversation(shell.start(), told);
  }

  /**
   * Waits until the line says something.
   *
   * @return what the expression's groups matched, by their names; null if it ended before
   */
  Map<String, String> await(Pattern expression) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
    boolean ended;
    do {
      ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      Matcher said = expression.matcher(text());
      if (said.find()) {
        return groups(said);
      }
    } while (!ended && System.nanoTime() < deadline);
    return null;
  }

  private static Map<String, String> groups(Matcher said) {
    Map<String, String> groups = new HashMap<>();
    for (MatchResult group : GROUP.matcher(said.pattern().pattern()).results().toList()) {
      groups.put(group.group(1), said.group(group.group(1)));
    }
    return groups;
  }

  /** Asks it to stop, as Ctrl-C does. */
  void stop() {
    process.destroy();
  }

  /** Waits for its end, and returns its exit status; -1 if it never ends. */
  int end() throws InterruptedException {
    if (process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      return process.exitValue();
    }
    kill();
    return -1;
  }

  /** Ends it and what it has started, if it has not ended. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  String text() throws IOException {
    return Files.readString(told);
  }
}
