package io.quittance.analytics.query;

import io.quittance.network.QuittanceException;
import io.quittance.network.document.DirectoryLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.FileUtils;

/**
 * A directory of this process's own for all its temporary files, gone when it ends: Flink's planner
 * unpacks itself, 20 MB, into a file that it never deletes.
 *
 * <p>A process that was killed leaves its directory behind. A lock file in it, which the operating
 * system frees then, tells the next process so, and that one clears it away.
 */
final class TemporaryFiles implements AutoCloseable {
  private static final String PREFIX = "quittance-sql-";
  private static final int MOST_PASSES = 100;

  private static final Set<PosixFilePermission> OWNERS_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** What lets others than its owner put something into a directory. */
  private static final Set<PosixFilePermission> OPEN_TO_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /** Where Java and Flink put temporary files. */
  private static final String PROPERTY = "java.io.tmpdir";

  private final Path directory;
  private final DirectoryLock lock;

  private TemporaryFiles(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Lets this process have a directory of its own, from now on; to be called before anything has
   * made a temporary file.
   */
  static TemporaryFiles ofThisProcess() throws QuittanceException {
    Path parent = Path.of(System.getProperty(PROPERTY));
    TemporaryFiles files;
    try {
      files = in(parent);
    } catch (IOException e) {
      throw QuittanceException.failure(
          "No temporary file can be made in " + parent + ": " + e.getMessage() + ".",
          "Make room there and let this user write there.",
          e);
    }
    System.setProperty(PROPERTY, files.directory.toString());
    Runtime.getRuntime().addShutdownHook(new Thread(files::close, "temporary files"));
    return files;
  }

  /** Makes a directory inside another, and clears away those whose processes are gone. */
  static TemporaryFiles in(Path parent) throws IOException {
    while (true) {
      Path directory =
          Files.createTempDirectory(
              parent, PREFIX, PosixFilePermissions.asFileAttribute(OWNERS_ONLY));
      Optional<DirectoryLock> lock = DirectoryLock.tryTake(directory);
      if (lock.isPresent()) {
        sweep(parent, directory);
        return new TemporaryFiles(directory, lock.get());
      }
      // Another process has just taken it for one that was left.
    }
  }

  Path directory() {
    return directory;
  }

  /**
   * Clears away what processes of the same user have left. Names in a directory that all may write
   * to are anybody's, so a directory counts only if it is this user's and others cannot put
   * anything into it.
   */
  private static void sweep(Path parent, Path own) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
      UserPrincipal user = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
      for (Path directory : found) {
        if (!directory.equals(own) && isOnlyOf(user, directory)) {
          clear(directory);
        }
      }
    } catch (IOException | DirectoryIteratorException notToBeListed) {
      // Then nothing is cleared away.
    }
  }

  private static boolean isOnlyOf(UserPrincipal user, Path directory) throws IOException {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory()
          && attributes.owner().equals(user)
          && Collections.disjoint(attributes.permissions(), OPEN_TO_OTHERS);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static void clear(Path directory) {
    try {
      Optional<DirectoryLock> lock = DirectoryLock.tryTake(directory);
      if (lock.isPresent()) {
        try {
          delete(directory);
        } finally {
          lock.get().close();
        }
      }
    } catch (IOException somebodyWasFaster) {
      // What is left is the next one's to clear away.
    }
  }

  /**
   * Deletes a directory in which others may delete and make files at the same time: Flink's threads
   * clear up on their own.
   *
   * @throws IOException if something is there that cannot be deleted
   */
  private static void delete(Path directory) throws IOException {
    for (int pass = 1; Files.exists(directory); pass++) {
      try {
        FileUtils.deleteDirectory(directory.toFile());
      } catch (IOException somebodyWasFaster) {
        if (pass == MOST_PASSES) {
          throw somebodyWasFaster;
        }
      }
    }
  }

  /**
   * Deletes the directory, what came into it after an earlier call too. What cannot be deleted is
   * left to the next process: a query that was answered does not fail for it.
   */
  @Override
  public synchronized void close() {
    try (lock) {
      delete(directory);
    } catch (IOException left) {
      // Its lock is free.
    }
  }
}
