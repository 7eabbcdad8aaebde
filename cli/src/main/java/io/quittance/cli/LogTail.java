package io.quittance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints the end of a log file that is about to be deleted. */
final class LogTail {
  private static final int LINES = 40;

  private LogTail() {}

  static void print(Path file, PrintStream out) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    lines.subList(Math.max(0, lines.size() - LINES), lines.size()).forEach(out::println);
  }
}
