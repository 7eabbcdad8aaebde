package io.quittance.network.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A file that is there with all its bytes or not at all, whatever is cut short: the process, the
 * disk's space, or the power.
 *
 * <p>The bytes go to a temporary file of the same directory, {@code .NAME.RANDOM.unfinished}, and
 * are forced to the disk. Only then the file gets its name, in one step, and the directory is
 * forced, too. A crash leaves at most a temporary file behind, which the next write of the same
 * file removes; one that another process is at work on is locked and stays.
 *
 * <pre>
 * try (DurableFile file = DurableFile.replacing(path)) {
 *   write(file.out());
 *   file.commit();
 * }
 * </pre>
 */
public final class DurableFile implements AutoCloseable {
  /** What has been done when a crash may come. */
  enum Step {
    /** The temporary file is there, empty. */
    OPENED,
    /** It holds the bytes; they may be in memory only. */
    WRITTEN,
    /** They are on the disk. */
    FORCED,
    /** The file has its name; the directory may be in memory only. */
    NAMED,
    /** The temporary name is gone. */
    TIDIED,
    /** The directory is on the disk. */
    DONE
  }

  static final String UNFINISHED = ".unfinished";

  /** Told of each step, so that a test can end the process there. */
  private static volatile Consumer<Step> observer = step -> {};

  private final Path file;
  private final boolean replace;
  private final Path temporary;
  private final FileChannel channel;
  private boolean open = true;

  private DurableFile(Path file, boolean replace, FileAttribute<?>... attributes)
      throws IOException {
    this.file = file.toAbsolutePath();
    this.replace = replace;
    removeLeftovers();
    Path unfinished = null;
    FileChannel opened = null;
    while (opened == null) {
      unfinished =
          this.file.resolveSibling(
              "." + this.file.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
      opened =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              attributes);
      lock(opened);
      if (!Files.exists(unfinished)) {
        // Another process took it for a leftover before it was locked.
        opened.close();
        opened = null;
      }
    }
    temporary = unfinished;
    channel = opened;
    reached(Step.OPENED);
  }

  /** Begins a file that must not be there when it is committed; its directory must be. */
  public static DurableFile creating(Path file, FileAttribute<?>... attributes) throws IOException {
    return new DurableFile(file, false, attributes);
  }

  /** Begins a file that takes the place of one of its name; its directory must be there. */
  public static DurableFile replacing(Path file, FileAttribute<?>... attributes)
      throws IOException {
    return new DurableFile(file, true, attributes);
  }

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException if there is a file of this name, which stays as it is
   */
  public static void create(Path file, byte[] bytes, FileAttribute<?>... attributes)
      throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    try (DurableFile created = creating(file, attributes)) {
      created.write(bytes);
      created.commit();
    }
  }

  /** Writes a file, in the place of one of its name if there is one. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    try (DurableFile replaced = replacing(file)) {
      replaced.write(bytes);
      replaced.commit();
    }
  }

  /** Makes a directory and those that it lies in, each of which is on the disk afterwards. */
  public static void createDirectories(Path directory, FileAttribute<?>... attributes)
      throws IOException {
    Path wanted = directory.toAbsolutePath();
    Path parent = wanted.getParent();
    if (Files.isDirectory(wanted)) {
      return;
    }
    if (parent != null && !Files.isDirectory(parent)) {
      createDirectories(parent, attributes);
    }
    Files.createDirectories(wanted, attributes);
    if (parent != null) {
      forceDirectory(parent);
    }
  }

  /** Gives a file that another writer has closed its name, in the place of one of that name. */
  public static void finish(Path unfinished, Path file) throws IOException {
    force(unfinished);
    Files.move(
        unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(file.toAbsolutePath().getParent());
  }

  /**
   * Gives a directory of finished files its name, in one step; all of them are on the disk before.
   *
   * @param directory must not be there, or be empty
   */
  public static void finishDirectory(Path unfinished, Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(unfinished)) {
      for (Path one : files) {
        force(one);
      }
    }
    forceDirectory(unfinished);
    Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(directory.toAbsolutePath().getParent());
  }

  /** Where the bytes are to be written; not buffered. */
  public OutputStream out() {
    return Channels.newOutputStream(channel);
  }

  /** Where the bytes are to be written by who wants a file; it has another name until the end. */
  public Path temporary() {
    return temporary;
  }

  /**
   * Gives the file its name.
   *
   * @throws FileAlreadyExistsException if there is one that must not be replaced
   */
  public void commit() throws IOException {
    reached(Step.WRITTEN);
    channel.force(true);
    reached(Step.FORCED);
    name();
    reached(Step.NAMED);
    Files.deleteIfExists(temporary);
    reached(Step.TIDIED);
    forceDirectory(file.getParent());
    open = false;
    channel.close();
    reached(Step.DONE);
  }

  /** Gives the file up if it was not committed. */
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      Files.deleteIfExists(temporary);
      channel.close();
    }
  }

  /** Lets tests see each step; afterwards they must set one that does nothing. */
  static void observe(Consumer<Step> steps) {
    observer = steps;
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  private void name() throws IOException {
    if (replace) {
      move(StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try {
      // Unlike a rename this never replaces a file that came in between.
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // File systems without links, FAT say.
      Files.move(temporary, file);
    }
  }

  private void move(StandardCopyOption how) throws IOException {
    try {
      Files.move(temporary, file, how, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, how);
    }
  }

  private void removeLeftovers() throws IOException {
    String prefix = "." + file.getFileName() + ".";
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            file.getParent(),
            one -> {
              String name = one.getFileName().toString();
              return name.startsWith(prefix) && name.endsWith(UNFINISHED);
            })) {
      for (Path one : all) {
        removeUnlessInUse(one);
      }
    }
  }

  private static void removeUnlessInUse(Path leftover) {
    try (FileChannel channel = FileChannel.open(leftover, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(leftover);
      }
    } catch (OverlappingFileLockException | IOException inUse) {
      // This process's own, or gone already, or not ours to remove: nothing depends on it.
      return;
    }
  }

  /** Where a file system has no locks, leftovers stay. */
  private static void lock(FileChannel channel) {
    try {
      channel.lock();
    } catch (IOException unsupported) {
      return;
    }
  }

  /** Waits until a file or directory that another writer has closed is on the disk. */
  public static void force(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      forceDirectory(path);
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void forceDirectory(Path directory) throws IOException {
    FileChannel opened;
    try {
      opened = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException unsupported) {
      // Windows opens no directories, and keeps them by itself.
      return;
    }
    try (FileChannel channel = opened) {
      channel.force(true);
    }
  }

  private static void reached(Step step) {
    observer.accept(step);
  }
}
