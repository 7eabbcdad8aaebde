package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  private final StringWriter said = new StringWriter();
  private final PrintWriter err = new PrintWriter(said, true);
  private final CountDownLatch stop = new CountDownLatch(1);
  private int audits;

  @Test
  void audits_ofANetworkThatIsDownAtFirst_goOnUntilItIsThere() throws Exception {
    assertEquals(Quittance.OK, AuditCommand.again(this::up, Duration.ofMillis(1), stop, err));
    assertEquals(3, audits);
    assertEquals("quittance: No network answers.\n".repeat(2), said.toString());
  }

  @Test
  void audits_thatAreStoppedWhileTheNetworkIsDown_haveFailed() throws Exception {
    stop.countDown();
    assertEquals(Quittance.FAILED, AuditCommand.again(this::up, Duration.ofDays(1), stop, err));
    assertEquals(1, audits);
  }

  /** Without a file nobody knows what to wait for. */
  @Test
  void audits_ofANetworkWithoutAFile_endAtOnce(@TempDir Path directory) {
    Shell shell =
        Shell.run(
            "audit",
            "--every",
            "1s",
            "--state",
            directory.resolve("state").toString(),
            "--network",
            directory.resolve("none.json").toString());
    assertEquals(Quittance.FAILED, shell.status);
    assertTrue(shell.err.contains("There is no network file"), shell.err);
  }

  private int up() throws QuittanceException {
    if (++audits < 3) {
      throw QuittanceException.failure("No network answers.", "");
    }
    stop.countDown();
    return Quittance.OK;
  }
}
