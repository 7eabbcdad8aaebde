package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code ./quittance bench chain} does, through a few accounts. */
@Timeout(600)
class ChainBenchmarkTest {
  /** No checkpoint is complete while the coin goes from hand to hand. */
  private static final SettlementOptions NO_CHECKPOINTS =
      SettlementOptions.defaults()
          .withTransactionTimeout(Duration.ofMinutes(14))
          .withCheckpointInterval(SettlementOptions.MAX_CHECKPOINT_INTERVAL);

  @Test
  void coin_goesThroughAllHands_withoutAnyCheckpoint() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    ChainBenchmark.Result result =
        new ChainBenchmark(NO_CHECKPOINTS, 5, 2).run(steps::incrementAndGet);
    assertEquals(7, steps.get());
    assertEquals(5, result.hop().getTotalCount());
    assertTrue(result.proving().getMaxValue() <= result.hop().getMaxValue());
  }

  @Test
  void chain_withoutAHop_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ChainBenchmark(NO_CHECKPOINTS, 0, 0));
  }
}
