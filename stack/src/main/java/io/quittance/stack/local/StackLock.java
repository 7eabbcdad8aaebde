package io.quittance.stack.local;

import io.quittance.network.document.DirectoryLock;
import java.io.IOException;
import java.nio.file.Path;

/** Holds a directory for one running stack; the operating system lets go when the process ends. */
public final class StackLock implements AutoCloseable {
  private final DirectoryLock lock;

  private StackLock(DirectoryLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the directory, which is made where it is missing.
   *
   * @throws IllegalStateException if another stack holds it or it cannot be written to
   */
  public static StackLock take(Path directory) {
    try {
      return new StackLock(
          DirectoryLock.tryTake(directory)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "a local stack runs in "
                              + directory
                              + " already; stop it or choose another home")));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the directory " + directory + " cannot be written to: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
