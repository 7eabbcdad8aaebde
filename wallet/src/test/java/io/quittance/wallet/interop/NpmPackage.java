package io.quittance.wallet.interop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The npm package as installed under the module's build directory, in exactly the version and with
 * the checksum that the lock file names, and the script that answers for it.
 */
final class NpmPackage {
  private static final Path SOURCES = Path.of("src", "test", "npm");
  private static final Path TARGET = Path.of("target", "npm");
  private static final Path LOG = TARGET.resolve("npm.log");
  private static final Path LOCK = TARGET.resolve("lock");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "peer.mjs");
  private static final int MAX_SECONDS = 120;

  private NpmPackage() {}

  /** What is missing for these tests. */
  static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    private MissingException(String message) {
      super(message);
    }
  }

  /** Installs the package unless it is there already; returns the script's path. */
  static Path install() throws MissingException {
    try {
      Files.createDirectories(TARGET);
      // Other processes run other tests of this module, and install it too.
      try (FileChannel channel =
          FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        return installAlone();
      }
    } catch (IOException e) {
      throw new MissingException("the package cannot be installed: " + e);
    }
  }

  private static Path installAlone() throws IOException, MissingException {
    run("node", List.of("node", "--version"));
    boolean installed =
        Files.isRegularFile(TARGET.resolve("node_modules/.package-lock.json"))
            && Files.isRegularFile(TARGET.resolve("package-lock.json"))
            && Files.mismatch(
                    SOURCES.resolve("package-lock.json"), TARGET.resolve("package-lock.json"))
                < 0;
    for (String file : FILES) {
      // What another process reads just now stays as it is.
      if (!installed || Files.mismatch(SOURCES.resolve(file), TARGET.resolve(file)) >= 0) {
        Files.copy(
            SOURCES.resolve(file), TARGET.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!installed) {
      // "ci" refuses what differs from the lock file; nothing of the package runs while
      // installed.
      run(
          "npm",
          List.of(
              "npm",
              "ci",
              "--ignore-scripts",
              "--prefer-offline",
              "--no-audit",
              "--no-fund",
              "--fetch-retries=1"));
    }
    return TARGET.resolve("peer.mjs");
  }

  /** The first of the lines that npm marks as errors, without its advice. */
  private static String errors(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("error"))
        .limit(3)
        .collect(Collectors.joining("; "));
  }

  private static void run(String program, List<String> command) throws MissingException {
    try {
      Files.createDirectories(TARGET);
      Process process =
          new ProcessBuilder(command)
              .directory(TARGET.toFile())
              .redirectErrorStream(true)
              .redirectOutput(LOG.toFile())
              .start();
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new MissingException(program + " took longer than " + MAX_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new MissingException(
            "\"" + String.join(" ", command) + "\" failed: " + errors(Files.readAllLines(LOG)));
      }
    } catch (IOException e) {
      throw new MissingException("there is no " + program + " on this machine");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MissingException("interrupted while " + program + " ran");
    }
  }
}
