package io.quittance.analytics.query;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.commons.io.FileUtils;

/**
 * A directory of this process's own for all its temporary files, gone when it ends: Flink's planner
 * unpacks itself, 20 MB, into a file that it never deletes.
 *
 * <p>A process that was killed leaves its directory behind. A lock file beside it, which the
 * operating system frees then, tells the next process so, and that one clears it away.
 */
final class TemporaryFiles implements AutoCloseable {
  private static final String PREFIX = "quittance-sql-";
  private static final String LOCK = ".lock";
  private static final int MOST_PASSES = 100;

  /** Where Java and Flink put temporary files. */
  private static final String PROPERTY = "java.io.tmpdir";

  private final Path directory;
  private final Path lockFile;
  private final FileChannel lock;

  private TemporaryFiles(Path directory, Path lockFile, FileChannel lock) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Lets this process have a directory of its own, from now on; to be called before anything has
   * made a temporary file.
   */
  static TemporaryFiles ofThisProcess() throws IOException {
    TemporaryFiles files = in(Path.of(System.getProperty(PROPERTY)));
    System.setProperty(PROPERTY, files.directory.toString());
    Runtime.getRuntime().addShutdownHook(new Thread(files::close, "temporary files"));
    return files;
  }

  /** Makes a directory inside another, and clears away those whose processes are gone. */
  static TemporaryFiles in(Path parent) throws IOException {
    sweep(parent);
    while (true) {
      Path directory = parent.resolve(PREFIX + UUID.randomUUID());
      Path lockFile = parent.resolve(directory.getFileName() + LOCK);
      FileChannel lock = locked(lockFile);
      if (lock != null) {
        Files.createDirectory(directory);
        return new TemporaryFiles(directory, lockFile, lock);
      }
    }
  }

  Path directory() {
    return directory;
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
      for (Path lockFile : found) {
        try (FileChannel lock = locked(lockFile)) {
          if (lock != null) {
            String name = lockFile.getFileName().toString();
            delete(lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())));
            Files.deleteIfExists(lockFile);
          }
        } catch (IOException notOurs) {
          // Another user's: he clears it away himself.
        }
      }
    }
  }

  /** Returns the lock, null if another process has it. */
  private static FileChannel locked(Path lockFile) throws IOException {
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException thisProcess) {
      // It is in use.
    }
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
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
   * Deletes the directory; a second call does nothing. What cannot be deleted is left to the next
   * process: a query that was answered does not fail for it.
   */
  @Override
  public synchronized void close() {
    try {
      if (lock.isOpen()) {
        try (lock) {
          delete(directory);
          Files.deleteIfExists(lockFile);
        }
      }
    } catch (IOException left) {
      // The lock file is there, and free.
    }
  }
}
