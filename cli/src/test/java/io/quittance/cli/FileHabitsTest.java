package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A file that is created and then written can be cut short in between: everything writes by
 * DurableFile, and what does not stands here with how often and why that is no harm.
 */
final class FileHabitsTest {
  private static final Pattern WRITE =
      Pattern.compile(
          "Files\\s*\\.(write|writeString|newOutputStream|newBufferedWriter|createFile|copy"
              + "|newByteChannel)\\(|new (FileOutputStream|FileWriter|RandomAccessFile)\\(");

  private static final Map<String, Integer> HARMLESS =
      new TreeMap<>(
          Map.of(
              // Into an unfinished directory, which DurableFile finishes, and the work made of it.
              "audit/src/main/java/io/quittance/audit/Snapshots.java", 2,
              // Unfinished until DurableFile gives it its name.
              "audit/src/main/java/io/quittance/audit/statement/CsvLines.java", 1,
              // Likewise; and keys copied into a directory that is thrown away.
              "trials/src/main/java/io/quittance/trials/bench/SettleWorkload.java", 2,
              // Fills a disk.
              "trials/src/main/java/io/quittance/trials/chaos/SmallDisk.java", 1,
              // Stands where a disk is missing.
              "trials/src/main/java/io/quittance/trials/chaos/CheckpointDisk.java", 1,
              // Standard output and error.
              "network/src/main/java/io/quittance/network/host/ProcessText.java", 1));

  @Test
  void files_are_written_whole_or_not_at_all() throws IOException {
    Path top = top();
    Map<String, Integer> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : all.filter(FileHabitsTest::isMain).toList()) {
        Matcher writes = WRITE.matcher(Files.readString(file));
        int count = (int) writes.results().count();
        if (count > 0) {
          found.put(top.relativize(file).toString(), count);
        }
      }
    }
    assertEquals(HARMLESS, found, "write by DurableFile, or say here why not");
  }

  private static boolean isMain(Path file) {
    return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
  }

  private static Path top() {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(place.resolve("quittance"))) {
      place = place.getParent();
    }
    return place;
  }
}
