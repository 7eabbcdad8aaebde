package io.quittance.analytics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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
    for (boolean locked : new boolean[] {true, false}) {
      Path stale = ownDirectory("quittance-sql-stale");
      Files.writeString(stale.resolve("planner.jar"), "20 MB");
      if (locked) {
        Files.createFile(stale.resolve("lock"));
      }
      Path strangers = ownDirectory("quittance-sqlite");
      TemporaryFiles.in(parent).close();
      assertEquals(List.of(strangers), left());
      Files.delete(strangers);
    }
  }

  /** In a directory for all, names are anybody's: a thief must not have another's files deleted. */
  @Test
  void whatOthersCouldHavePutThere_isLeftAlone() throws Exception {
    Path victims = ownDirectory("victims");
    Path secret = Files.writeString(victims.resolve("seed"), "secret");
    Path link = parent.resolve("quittance-sql-link");
    Files.createSymbolicLink(link, victims);
    Path open = ownDirectory("quittance-sql-open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createSymbolicLink(open.resolve("lock"), parent.resolve("made"));
    Path file = Files.createFile(parent.resolve("quittance-sql-file"));
    assertEquals(
        0,
        new ProcessBuilder("mkfifo", "" + parent.resolve("quittance-sql-x.lock"))
            .start()
            .waitFor());
    assertTimeoutPreemptively(
        Duration.ofMinutes(2), () -> TemporaryFiles.in(parent).close(), "it waits for a pipe");
    assertTrue(Files.exists(secret) && Files.isSymbolicLink(link) && Files.exists(file));
    assertTrue(Files.exists(open) && !Files.exists(parent.resolve("made")));
  }

  @Test
  void directory_isItsOwnersOnly() throws Exception {
    try (TemporaryFiles files = TemporaryFiles.in(parent)) {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(files.directory())));
    }
  }

  private Path ownDirectory(String name) throws Exception {
    return Files.createDirectory(parent.resolve(name), PRIVATE);
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
        if (!Files.exists(directory)) {
          // Files of a directory that is not there are made with it, after its lock is gone.
          Files.createDirectory(directory, PRIVATE);
        }
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
