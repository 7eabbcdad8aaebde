package io.quittance.cli.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The wallet in JavaScript, installed where it stands, as its README says; and runs of it. */
final class NodeProgram {
  private static final Path DIRECTORY =
      Path.of("..", "wallet", "examples", "js").toAbsolutePath().normalize();
  private static final Path INSTALLED = DIRECTORY.resolve("node_modules/.package-lock.json");
  private static final Path LOCK = DIRECTORY.resolve("package-lock.json");
  private static final int MAX_SECONDS = 120;

  private final Path home;

  private NodeProgram(Path home) {
    this.home = home;
  }

  /** What is missing on this machine. */
  static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    private MissingException(String message) {
      super(message);
    }
  }

  /** What a program printed, and its exit status. */
  record Run(int status, String output) {
    String firstLineWith(String text) {
      return output.lines().filter(line -> line.contains(text)).findFirst().orElse("");
    }
  }

  /** The program with its wallets in a home; its packages are installed unless they are there. */
  static NodeProgram install(Path home) throws Exception {
    NodeProgram program = new NodeProgram(home);
    program.need("node", "--version");
    // Npm writes the inner lock file last, so an interrupted installation is made again.
    boolean installed =
        Files.isRegularFile(INSTALLED)
            && Files.getLastModifiedTime(INSTALLED).compareTo(Files.getLastModifiedTime(LOCK)) >= 0;
    if (!installed) {
      // "ci" refuses what differs from the lock file; nothing of the packages runs while installed.
      program.need(
          "npm",
          "ci",
          "--ignore-scripts",
          "--prefer-offline",
          "--no-audit",
          "--no-fund",
          "--fetch-retries=1");
    }
    return program;
  }

  /** Runs one of the wallet's commands. */
  Run wallet(String... arguments) throws Exception {
    return run(
        Stream.concat(Stream.of("node", "quittance.mjs"), Arrays.stream(arguments)).toList());
  }

  /** Runs the wallet's own tests, which need no network. */
  Run ownTests() throws Exception {
    return run(List.of("npm", "test"));
  }

  private void need(String... command) throws Exception {
    String text = String.join(" ", command);
    Run run;
    try {
      run = run(List.of(command));
    } catch (IOException e) {
      throw new MissingException("there is no " + command[0] + " on this machine");
    }
    if (run.status() != 0) {
      String errors =
          run.output()
              .lines()
              .filter(line -> line.contains("error"))
              .limit(3)
              .collect(Collectors.joining("; "));
      throw new MissingException("\"" + text + "\" failed: " + errors);
    }
  }

  private Run run(List<String> command) throws Exception {
    Path output = Files.createTempFile(home, "node", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(DIRECTORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("QUITTANCE_HOME", home.toString());
    Process process = builder.start();
    try {
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " took longer than " + MAX_SECONDS + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output));
  }
}
