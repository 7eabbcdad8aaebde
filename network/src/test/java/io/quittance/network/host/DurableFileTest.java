package io.quittance.network.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.host.DurableFile.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DurableFileTest {
  private static final byte[] OLD = bytes("old");
  private static final byte[] NEW = bytes("new, and longer");

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void file() {
    file = directory.resolve("key.json");
  }

  @AfterEach
  void observeNothing() {
    DurableFile.observe(step -> {});
  }

  @Test
  void create_writes_the_bytes_and_leaves_nothing_else() throws IOException {
    DurableFile.create(
        file,
        NEW,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertHolds(NEW);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void create_never_overwrites() throws IOException {
    Files.write(file, OLD);
    assertThrows(FileAlreadyExistsException.class, () -> DurableFile.create(file, NEW));
    assertHolds(OLD);
  }

  @Test
  void create_does_not_overwrite_what_came_in_between() throws IOException {
    DurableFile.observe(
        step -> {
          if (step == Step.FORCED) {
            write(file, OLD);
          }
        });
    assertThrows(FileAlreadyExistsException.class, () -> DurableFile.create(file, NEW));
    assertHolds(OLD);
  }

  @Test
  void replace_takes_the_place_of_the_old_file() throws IOException {
    DurableFile.replace(file, OLD);
    DurableFile.replace(file, NEW);
    assertHolds(NEW);
  }

  @Test
  void readers_see_the_old_file_or_the_new_one() throws IOException {
    Files.write(file, OLD);
    DurableFile.observe(
        step -> {
          byte[] expected = step.compareTo(Step.NAMED) < 0 ? OLD : NEW;
          assertEquals(text(expected), text(read(file)), step.name());
        });
    DurableFile.replace(file, NEW);
  }

  @Test
  void what_fails_leaves_nothing() {
    assertThrows(
        IOException.class,
        () -> {
          try (DurableFile begun = DurableFile.creating(file)) {
            begun.out().write(NEW);
            throw new IOException("the disk is full");
          }
        });
    assertFalse(Files.exists(file));
    assertEquals(List.of(), names());
  }

  @Test
  void a_file_that_another_is_at_work_on_is_no_leftover() throws IOException {
    try (DurableFile first = DurableFile.replacing(file);
        DurableFile second = DurableFile.replacing(file)) {
      first.out().write(OLD);
      second.out().write(NEW);
      first.commit();
      assertEquals("old", text(read(file)));
      second.commit();
    }
    assertHolds(NEW);
  }

  @Test
  void others_with_a_name_that_begins_alike_stay() throws IOException {
    Path other = Files.createFile(directory.resolve(".key.json2.x" + DurableFile.UNFINISHED));
    Path mine = Files.createFile(directory.resolve(".key.json.notes"));
    DurableFile.create(file, NEW);
    assertTrue(Files.exists(other));
    assertTrue(Files.exists(mine));
  }

  @Test
  void directories_are_made_with_their_parents() throws IOException {
    Path deep = directory.resolve("a/b/c");
    DurableFile.createDirectories(
        deep, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (Path one = deep; !one.equals(directory); one = one.getParent()) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
    }
    DurableFile.createDirectories(deep);
  }

  @Test
  void a_directory_gets_its_name_with_all_its_files() throws IOException {
    Path unfinished = Files.createDirectory(directory.resolve("s-1.unfinished"));
    Files.write(unfinished.resolve("one"), NEW);
    DurableFile.finishDirectory(unfinished, directory.resolve("s-1"));
    assertEquals(text(NEW), text(read(directory.resolve("s-1/one"))));
    assertFalse(Files.exists(unfinished));
  }

  /** Each kill leaves the file whole or not there, and the next writer ends what was begun. */
  @ParameterizedTest
  @EnumSource(Step.class)
  void a_kill_while_creating_costs_nothing(Step step) throws Exception {
    kill("create", step);
    if (step.compareTo(Step.NAMED) < 0) {
      assertFalse(Files.exists(file));
      DurableFile.create(file, NEW);
    } else {
      assertEquals(text(NEW), text(read(file)));
      assertThrows(FileAlreadyExistsException.class, () -> DurableFile.create(file, OLD));
      DurableFile.replace(file, NEW);
    }
    assertHolds(NEW);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void a_kill_while_replacing_costs_nothing(Step step) throws Exception {
    Files.write(file, OLD);
    kill("replace", step);
    assertEquals(text(step.compareTo(Step.NAMED) < 0 ? OLD : NEW), text(read(file)));
    DurableFile.replace(file, NEW);
    assertHolds(NEW);
  }

  private void kill(String how, Step step) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HaltingWriter.class.getName(),
                how,
                file.toString(),
                text(NEW),
                step.name())
            .inheritIO()
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(HaltingWriter.KILLED, process.exitValue());
  }

  private void assertHolds(byte[] expected) {
    assertEquals(text(expected), text(read(file)));
    assertEquals(List.of("key.json"), names());
  }

  private List<String> names() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(one -> one.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
