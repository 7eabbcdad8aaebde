package io.quittance.analytics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  @TempDir Path parent;

  @Test
  void directory_isGoneAfterwards_withAllInIt() throws Exception {
    try (TemporaryFiles files = TemporaryFiles.in(parent)) {
      Files.writeString(files.directory().resolve("planner.jar"), "20 MB");
      assertTrue(Files.isDirectory(files.directory()));
    }
    assertEquals(List.of(), left());
  }

  @Test
  @SuppressWarnings("try") // One of the two is closed early: that is what is tested.
  void directory_thatIsInUse_isLeftToItsUser() throws Exception {
    try (TemporaryFiles one = TemporaryFiles.in(parent);
        TemporaryFiles other = TemporaryFiles.in(parent)) {
      assertNotEquals(one.directory(), other.directory());
      assertTrue(Files.isDirectory(one.directory()));
      one.close();
      assertFalse(Files.exists(one.directory()));
      assertTrue(Files.isDirectory(other.directory()));
    }
  }

  @Test
  void directory_ofAProcessThatWasKilled_isClearedAway() throws Exception {
    Path stale = Files.createDirectory(parent.resolve("quittance-sql-stale"));
    Files.writeString(stale.resolve("planner.jar"), "20 MB");
    Files.createFile(parent.resolve("quittance-sql-stale.lock"));
    Path strangers = Files.createDirectory(parent.resolve("quittance-sqlite"));
    TemporaryFiles.in(parent).close();
    assertEquals(List.of(strangers), left());
  }

  private List<Path> left() throws Exception {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }
}
