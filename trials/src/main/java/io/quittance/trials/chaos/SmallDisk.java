package io.quittance.trials.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;

/**
 * A file system of {@value #MEGABYTES} MB in memory (Linux tmpfs) that can be filled to its last
 * byte without hurting anybody else. To mount one takes rights that not every user has.
 */
final class SmallDisk implements AutoCloseable {
  private static final int MEGABYTES = 128;
  private static final int MOUNT_PATIENCE_SECONDS = 10;
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path directory;
  private final Path filler;

  /** A run that is broken off leaves no file system behind. */
  private final Thread abort;

  private SmallDisk(Path directory) {
    this.directory = directory;
    filler = directory.resolve("filler");
    abort = new Thread(() -> runs("umount", "-l", directory.toString()), "unmount");
    Runtime.getRuntime().addShutdownHook(abort);
  }

  /** Mounts one on an empty directory; returns nothing where that is not allowed. */
  static Optional<SmallDisk> mountOn(Path directory) {
    boolean mounted =
        runs(
            "mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "chaos", directory.toString());
    return mounted ? Optional.of(new SmallDisk(directory)) : Optional.empty();
  }

  /** Leaves no room for anything. */
  void fill() {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException full) {
      requireFull(full);
    }
  }

  /** Makes room again. */
  void free() {
    try {
      Files.deleteIfExists(filler);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints' disk cannot be freed", e);
    }
  }

  private void requireFull(IOException reason) {
    try {
      FileStore store = Files.getFileStore(directory);
      if (store.getUsableSpace() >= CHUNK_BYTES) {
        throw new UncheckedIOException("the checkpoints' disk cannot be filled", reason);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints' disk cannot be looked at", e);
    }
  }

  /** Unmounts it; what was on it is in the directory from now on. */
  @Override
  public void close() throws IOException {
    free();
    Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
    FileUtils.copy(flinkPath(directory), flinkPath(copy), false);
    if (!runs("umount", directory.toString())) {
      throw new IOException("the file system at " + directory + " cannot be unmounted");
    }
    Runtime.getRuntime().removeShutdownHook(abort);
    Files.delete(directory);
    Files.move(copy, directory);
  }

  private static org.apache.flink.core.fs.Path flinkPath(Path path) {
    return org.apache.flink.core.fs.Path.fromLocalFile(path.toFile());
  }

  private static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(MOUNT_PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
