package io.quittance.stack.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a directory for one running stack; the operating system lets go when the process ends. */
public final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory, which is made where it is missing.
   *
   * @throws IllegalStateException if another stack holds it or it cannot be written to
   */
  public static StackLock take(Path directory) {
    try {
      Files.createDirectories(directory);
      StackLock lock =
          new StackLock(
              FileChannel.open(
                  directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      if (!lock.tryLock()) {
        lock.close();
        throw new IllegalStateException(
            "a local stack runs in " + directory + " already; stop it or choose another home");
      }
      return lock;
    } catch (IOException e) {
      throw new IllegalStateException(
          "the directory " + directory + " cannot be written to: " + e.getMessage(), e);
    }
  }

  private boolean tryLock() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
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
