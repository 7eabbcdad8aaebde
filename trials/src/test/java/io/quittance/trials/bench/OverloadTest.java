package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./quittance overload} does for many minutes, in some seconds. */
@Timeout(900)
class OverloadTest {
  @TempDir Path directory;

  @Test
  void ledger_thatIsOverloaded_losesNothing_andDrains() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      OverloadOptions options = of(1000, 30, 1, 1000, 1000);
      assertTrue(Overload.in(directory, options, out, () -> {}).run(), told::toString);
    }
  }

  @Test
  void options_outOfRange_areRefused() {
    of(30, 30, 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> of(30, 29, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> of(29, 30, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> of(30, 30, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> of(30, 30, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> of(30, 30, 1, 1, 0));
  }

  /** However long it takes: who has his turn before whom is tested where nothing depends on it. */
  private static OverloadOptions of(
      int accounts, int transfers, int seconds, int early, int credits) {
    return new OverloadOptions(accounts, transfers, seconds, early, credits, Duration.ofHours(1));
  }
}
