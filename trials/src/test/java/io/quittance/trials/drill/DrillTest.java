package io.quittance.trials.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.LedgerCounts;
import io.quittance.stack.local.LocalStack;
import io.quittance.trials.demo.DemoOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill in one process, with a few payments. */
@Timeout(600)
class DrillTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void ledger_restoredFromAnOldSavepoint_saysWhatTheLostOneSaid() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    boolean same;
    try (LocalStack stack =
        LocalStack.in(QuittanceHome.of(directory.resolve("home"))).anyPorts().start()) {
      stack.awaitRunning(PATIENCE);
      same = new Drill(new DemoOptions(3, 12, 40, 50, 1), new StackSite(stack), out).run();
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(same, printed);
    assertTrue(printed.contains("Written again, word for word"), printed);
  }

  /** A local stack whose checkpoints are lost. */
  private final class StackSite implements Site {
    private final LocalStack stack;

    private StackSite(LocalStack stack) {
      this.stack = stack;
    }

    @Override
    public Path savepoint() throws Exception {
      return stack.savepoint(directory.resolve("aside"), PATIENCE);
    }

    @Override
    public void strike() throws IOException {
      stack.crashJob();
      FileUtils.deleteDirectory(
          directory.resolve("home").resolve("stack").resolve("checkpoints").toFile());
    }

    @Override
    public void restore(Path savepoint) throws Exception {
      stack.restartJob(Optional.of(savepoint));
      stack.awaitRunning(PATIENCE);
    }

    @Override
    public NetworkFile network() {
      return stack.network();
    }

    @Override
    public QuittanceHome home() {
      return stack.home();
    }

    @Override
    public LedgerCounts counts() throws IOException, InterruptedException {
      return stack.counts();
    }

    @Override
    public Optional<Path> newestCheckpoint() {
      return stack.newestCheckpoint();
    }
  }
}
