package io.quittance.network.host;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.network.QuittanceException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
  @TempDir private Path directory;

  @Test
  void too_few_open_files_are_told_by_their_number() {
    assertDoesNotThrow(() -> Machine.requireOpenFiles(Machine.MIN_OPEN_FILES));
    refused("Only 1023 files", () -> Machine.requireOpenFiles(Machine.MIN_OPEN_FILES - 1));
  }

  @Test
  void a_directory_without_exec_is_told() throws Exception {
    Path mounted = Files.createDirectory(directory.resolve("noexec"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k,noexec", "tmpfs", mounted.toString()) == 0,
        "this user may not mount");
    try {
      refused("is mounted without exec", () -> Machine.requireExecutable(mounted));
      assertEquals(0, mounted.toFile().list().length, "the probe is gone");
    } finally {
      run("umount", mounted.toString());
    }
    assertDoesNotThrow(() -> Machine.requireExecutable(mounted));
    assertEquals(0, mounted.toFile().list().length, "the probe is gone");
  }

  @Test
  void a_directory_that_is_not_there_is_told() {
    refused("Nothing can be written", () -> Machine.requireExecutable(directory.resolve("none")));
  }

  @Test
  void a_name_without_an_address_is_told() {
    assertDoesNotThrow(
        () -> Machine.requireName(InetAddress::getLoopbackAddress, Machine.NAME_PATIENCE));
    refused(
        "This machine does not know the address of its own name",
        () ->
            Machine.requireName(
                () -> {
                  throw new UnknownHostException("nowhere");
                },
                Machine.NAME_PATIENCE));
  }

  @Test
  void a_name_that_takes_for_ever_is_told() {
    CountDownLatch never = new CountDownLatch(1);
    refused(
        "This machine does not know the address of its own name",
        () ->
            Machine.requireName(
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return InetAddress.getLoopbackAddress();
                },
                Duration.ofMillis(1)));
    never.countDown();
  }

  private static void refused(String sentence, Executable check) {
    QuittanceException refused = assertThrows(QuittanceException.class, check);
    assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
