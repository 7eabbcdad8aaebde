package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.settlement.SettlementOptions.StateBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredLedgerTest {
  private static final SettlementOptions SETTLEMENT =
      SettlementOptions.defaults()
          .withStateBackend(StateBackend.HASHMAP)
          .withCheckpointInterval(Duration.ofMillis(100));

  @TempDir private Path directory;

  @Test
  void paced_latencies_countFromTheDueTimeAndLeaveOutTheFirst() throws Exception {
    SettleWorkload workload = SettleWorkload.in(directory, 4, 12, () -> {});
    try (MeasuredLedger ledger = MeasuredLedger.onStack(workload, SETTLEMENT)) {
      // Nobody can send so fast: what is sent late must show as latency.
      MeasuredLedger.Latencies latencies = ledger.paced(1e9, 3, 12);
      assertEquals(9, latencies.receipts().getTotalCount());
      assertEquals(9, latencies.events().getTotalCount());
      assertTrue(latencies.receipts().getMinValue() > 0);
      assertTrue(latencies.events().getMaxValue() >= latencies.receipts().getMinValue());
    }
  }

  @Test
  void burst_transferThatCannotBeAccepted_isNoFigureButAFailure() throws Exception {
    SettleWorkload sound = SettleWorkload.in(directory, 2, 6, () -> {});
    List<PreparedRecord> gap = sound.transfers().subList(2, 6);
    SettleWorkload broken = new SettleWorkload(sound.directory(), gap);
    try (MeasuredLedger ledger = MeasuredLedger.onStack(broken, SETTLEMENT)) {
      String message = assertThrows(IllegalStateException.class, ledger::burst).getMessage();
      assertTrue(message.contains("FUTURE_SEQUENCE"), message);
    }
  }
}
