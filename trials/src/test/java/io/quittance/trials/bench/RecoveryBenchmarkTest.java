package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.trials.bench.RecoveryBenchmark.Kill;
import org.junit.jupiter.api.Test;

class RecoveryBenchmarkTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void recovery_receiptsUnderWay_doNotEndTheSilence() {
    long[] receipts = {SECOND, 2 * SECOND + 1, 2 * SECOND + 2, 6 * SECOND + 2, 7 * SECOND};
    Kill kill = RecoveryBenchmark.recovery("taskmanager-1", 2 * SECOND, Long.MAX_VALUE, receipts);
    assertEquals(4.0, kill.silence(), 1e-6);
    assertEquals(4.0, kill.seconds(), 1e-6);
  }

  @Test
  void recovery_nothingCameSinceTheKill_countsFromTheKill() {
    long[] receipts = {SECOND, 5 * SECOND, 6 * SECOND};
    Kill kill = RecoveryBenchmark.recovery("taskmanager-1", 2 * SECOND, Long.MAX_VALUE, receipts);
    assertEquals(new Kill("taskmanager-1", 3, 3), kill);
  }

  @Test
  void recovery_longerSilenceAfterTheNextKill_belongsToThat() {
    long[] receipts = {SECOND, 4 * SECOND, 5 * SECOND, 20 * SECOND};
    Kill kill = RecoveryBenchmark.recovery("taskmanager-1", 2 * SECOND, 6 * SECOND, receipts);
    assertEquals(2.0, kill.silence(), 1e-6);
  }
}
