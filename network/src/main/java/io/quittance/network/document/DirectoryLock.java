package io.quittance.network.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Holds a directory for one process at a time, by a lock on the file {@code lock} in it; the
 * operating system lets go when the process ends, however it ends.
 */
public final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a directory, which is made where it is missing.
   *
   * @return nothing if somebody holds it already, in this process or in another, or has deleted it
   *     meanwhile
   * @throws IOException if the directory cannot be made or written to
   */
  public static Optional<DirectoryLock> tryTake(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("lock");
    DirectoryLock lock =
        new DirectoryLock(
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    boolean taken = false;
    try {
      taken = lock.channel.tryLock() != null && Files.exists(file);
    } catch (OverlappingFileLockException heldByThisProcess) {
      taken = false;
    } finally {
      if (!taken) {
        lock.close();
      }
    }
    return taken ? Optional.of(lock) : Optional.empty();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock file did not close", e);
    }
  }
}
