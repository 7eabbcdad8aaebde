package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.jobs.windows.WindowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RunningWindowsTest {
  private static final WindowOptions OPTIONS = WindowOptions.defaults();

  @TempDir Path directory;

  @Test
  void start_onTheStateOfItsOwnWindows_isNotRefused() throws IOException {
    require("dev", OPTIONS);
    require("dev", OPTIONS);
    assertEquals(
        "network dev, windows of 60000 ms with totals of at least 3 transfers",
        Files.readString(directory.resolve("windows.txt")));
  }

  @Test
  void start_onStateWhoseFileHasTheFirstWords_isJudgedAsByTheirLaterOnes() throws IOException {
    Files.writeString(
        directory.resolve("windows.txt"),
        "network dev, windows of 60000 ms, totals of at least 3 transfers");
    require("dev", OPTIONS);
    assertRefused(
        "windows of 60000 ms with totals of at least 3 transfers are published already, and windows"
            + " of 60000 ms with totals of at least 4 transfers beside them would have differences"
            + " of single transfers: keep to the former",
        () -> require("dev", OPTIONS.withAtLeast(4)));
  }

  @Test
  void start_onStateOfAnotherNetworkOrOtherWindows_isRefused() throws IOException {
    require("dev", OPTIONS);
    assertRefused(
        "the totals in " + directory + " are not of the network de", () -> require("de", OPTIONS));
    for (WindowOptions others :
        new WindowOptions[] {
          OPTIONS.withSize(OPTIONS.size().plusMillis(1)), OPTIONS.withAtLeast(2)
        }) {
      assertThrows(IllegalStateException.class, () -> require("dev", others));
    }
  }

  private void require(String network, WindowOptions options) throws IOException {
    RunningWindows.requireSameWindows(directory, network, options);
  }

  private static void assertRefused(String message, Executable start) {
    assertEquals(message, assertThrows(IllegalStateException.class, start).getMessage());
  }
}
