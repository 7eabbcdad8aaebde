package io.quittance.network.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.network.QuittanceException;
import io.quittance.network.document.PrivateFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and has room again. */
final class FullDiskTest {
  private static final byte[] BYTES = new byte[20_000];
  private static final String TEXT = "x".repeat(20_000);

  @TempDir private Path directory;
  private Path disk;
  private Path filler;

  @BeforeEach
  void fill() throws Exception {
    Path place = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place.toString()) == 0,
        "this user may not mount a small disk");
    disk = place;
    filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      // Leaves room for names and for a first page, not for the whole file.
      out.write(new byte[48 * 1024]);
    }
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      run("umount", disk.toString());
    }
  }

  @Test
  void a_new_file_is_not_there_and_can_be_written_once_there_is_room() throws Exception {
    Path file = disk.resolve("new");
    assertThrows(IOException.class, () -> DurableFile.create(file, BYTES));
    assertEquals(1, files(), "only the filler");
    Files.delete(filler);
    DurableFile.create(file, BYTES);
    assertArrayEquals(BYTES, Files.readAllBytes(file));
  }

  @Test
  void a_file_that_was_to_be_replaced_stays_whole() throws Exception {
    Path file = Files.write(disk.resolve("old"), new byte[] {1});
    assertThrows(IOException.class, () -> DurableFile.replace(file, BYTES));
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    assertEquals(2, files(), "the old one and the filler");
    Files.delete(filler);
    DurableFile.replace(file, BYTES);
    assertArrayEquals(BYTES, Files.readAllBytes(file));
  }

  @Test
  void a_key_file_says_so_and_can_be_written_once_there_is_room() throws Exception {
    Path file = disk.resolve("wallets/alice.json");
    QuittanceException full =
        assertThrows(QuittanceException.class, () -> PrivateFile.create("Key file", file, TEXT));
    assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
    Files.delete(filler);
    PrivateFile.create("Key file", file, TEXT);
    assertEquals(TEXT, PrivateFile.read(file));
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(disk)) {
      return all.count();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
