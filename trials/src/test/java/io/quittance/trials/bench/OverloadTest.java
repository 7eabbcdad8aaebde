package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./quittance overload} does for many minutes, in some seconds. */
@Timeout(900)
class OverloadTest {
  @TempDir Path directory;

  @Test
  void ledger_thatIsOverloaded_losesAndRejectsNothing_andDrains() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      OverloadOptions options = new OverloadOptions(1000, 90, 1, 1000, 1000);
      assertTrue(Overload.in(directory, options, out, () -> {}).run(), told::toString);
    }
  }

  @Test
  void options_outOfRange_areRefused() {
    new OverloadOptions(30, 30, 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> new OverloadOptions(30, 29, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new OverloadOptions(29, 30, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new OverloadOptions(30, 30, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new OverloadOptions(30, 30, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new OverloadOptions(30, 30, 1, 1, 0));
  }
}
