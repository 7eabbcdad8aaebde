package io.quittance.network.document;

import io.quittance.network.QuittanceException;
import io.quittance.network.host.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that only its owner may read. It is created with mode 0600 from the first byte on, whole
 * or not at all, never overwritten, and not read while others could read it too. On file systems
 * without POSIX permissions the directory's own protection must do.
 */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private PrivateFile() {}

  /**
   * Writes a new file.
   *
   * @param what what the file is, for messages, such as "Key file"
   */
  public static void create(String what, Path file, String text) throws QuittanceException {
    try {
      Path directory = file.toAbsolutePath().getParent();
      DurableFile.createDirectories(directory, attributes(directory, "rwx------"));
      DurableFile.create(
          file, text.getBytes(StandardCharsets.UTF_8), attributes(directory, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      throw QuittanceException.failure(
          file + " exists already.", what + "s are never overwritten: choose another name.", e);
    } catch (IOException e) {
      throw unwritable(what, file, e);
    }
  }

  /** Writes a file, in the place of one of its name if there is one. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    try (DurableFile replaced = DurableFile.replacing(file, attributes(directory, "rw-------"))) {
      replaced.out().write(content);
      replaced.commit();
    }
  }

  /** Reads a key file. */
  public static String read(Path file) throws QuittanceException {
    try {
      refuseWhenOthersCanRead(file);
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw QuittanceException.failure(
          "There is no key file " + file + ".", "Check the name, or create the keys first.", e);
    } catch (AccessDeniedException e) {
      throw QuittanceException.failure(
          "You may not read key file " + file + ".", "Run this as the user who owns it.", e);
    } catch (IOException e) {
      throw QuittanceException.failure(
          "Key file " + file + " cannot be read: " + e.getMessage() + ".",
          "Restore the file from a copy, or name another one.",
          e);
    }
  }

  private static void refuseWhenOthersCanRead(Path file) throws IOException, QuittanceException {
    if (!hasPermissions(file)) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(OTHERS::contains)) {
      throw QuittanceException.failure(
          "Key file "
              + file
              + " is open to other users ("
              + PosixFilePermissions.toString(permissions)
              + ").",
          "Run chmod 600 " + file + ", and treat the keys as known if others used this machine.");
    }
  }

  private static FileAttribute<?>[] attributes(Path directory, String mode) throws IOException {
    Path existing = directory;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !hasPermissions(existing)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }

  private static boolean hasPermissions(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }

  private static QuittanceException unwritable(String what, Path file, IOException cause) {
    return QuittanceException.failure(
        what + " " + file + " cannot be written: " + cause.getMessage() + ".",
        "Check the directory's permissions and the free space.",
        cause);
  }
}
