package io.quittance.analytics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** As Flink's threads do, which clear up on their own while the process ends. */
  @Test
  void directory_inWhichOthersMakeAndDeleteFiles_isGoneAtTheLatestWithTheNext() throws Exception {
    for (int round = 0; round < 20; round++) {
      TemporaryFiles files = TemporaryFiles.in(parent);
      CountDownLatch busy = new CountDownLatch(1);
      AtomicBoolean over = new AtomicBoolean();
      Thread other =
          new Thread(
              () -> {
                while (!over.get()) {
                  comeAndGo(files.directory());
                  busy.countDown();
                }
              });
      other.start();
      try {
        busy.await();
        files.close();
      } finally {
        over.set(true);
        other.join();
      }
    }
    TemporaryFiles.in(parent).close();
    assertEquals(List.of(), left());
  }

  private static void comeAndGo(Path directory) {
    try {
      for (int file = 0; file < 20; file++) {
        Files.write(directory.resolve("shuffle-" + file), new byte[0]);
      }
      for (int file = 0; file < 20; file++) {
        Files.deleteIfExists(directory.resolve("shuffle-" + file));
      }
    } catch (IOException gone) {
      // Then there is nothing to do any more.
    }
  }

  private List<Path> left() throws Exception {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }
}
