package io.quittance.trials.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The disk that checkpoints are written to, which can be taken away: the directory is a link, and
 * the link can lead to a plain file, where neither reading nor writing succeeds. Where a file
 * system can be mounted it can be filled, too: reading succeeds then, and writing does not.
 */
final class CheckpointDisk implements AutoCloseable {
  private final Path link;
  private final Path disk;
  private final Path nothing;
  private Optional<SmallDisk> small = Optional.empty();

  private CheckpointDisk(Path stack) {
    link = stack.resolve("checkpoints");
    disk = stack.resolve("checkpoint-disk");
    nothing = stack.resolve("no-disk");
  }

  /** Makes the disk below the directory of a ledger that has not been started yet. */
  static CheckpointDisk in(Path stack) {
    CheckpointDisk checkpoints = new CheckpointDisk(stack);
    try {
      Files.createDirectories(checkpoints.disk);
      Files.writeString(checkpoints.nothing, "no disk\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints' directory cannot be made", e);
    }
    checkpoints.small = SmallDisk.mountOn(checkpoints.disk);
    checkpoints.leadTo(checkpoints.disk);
    return checkpoints;
  }

  void takeAway() {
    leadTo(nothing);
  }

  /** Whether it can be filled. */
  boolean isSmall() {
    return small.isPresent();
  }

  void fill() {
    small.orElseThrow().fill();
  }

  /** Brings it back, with room on it. */
  void putBack() {
    small.ifPresent(SmallDisk::free);
    leadTo(disk);
  }

  @Override
  public void close() throws IOException {
    if (small.isPresent()) {
      small.get().close();
    }
  }

  private void leadTo(Path target) {
    Path next = link.resolveSibling("checkpoints-next");
    try {
      Files.deleteIfExists(next);
      Files.createSymbolicLink(next, target.getFileName());
      Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the link " + link + " cannot be changed", e);
    }
  }
}
