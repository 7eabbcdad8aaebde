package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettleWorkloadTest {
  private static final int ACCOUNTS = 5;
  private static final int TRANSFERS = 3;

  @TempDir private Path directory;

  @Test
  void workload_secondTime_isReadAndNotMade() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    SettleWorkload made = SettleWorkload.in(directory, ACCOUNTS, TRANSFERS, steps::incrementAndGet);
    assertEquals(TRANSFERS, steps.getAndSet(0));
    assertEquals(TRANSFERS, made.transfers().size());
    SettleWorkload read = SettleWorkload.in(directory, ACCOUNTS, TRANSFERS, steps::incrementAndGet);
    assertEquals(0, steps.get());
    for (int i = 0; i < TRANSFERS; i++) {
      assertEquals(made.transfers().get(i).id(), read.transfers().get(i).id());
      assertArrayEquals(made.transfers().get(i).key(), read.transfers().get(i).key());
      assertArrayEquals(made.transfers().get(i).advice(), read.transfers().get(i).advice());
    }
  }

  @Test
  void workload_moreTransfersThanAccounts_isPaidInTurn() throws Exception {
    SettleWorkload workload = SettleWorkload.in(directory, 2, 4, () -> {});
    assertArrayEquals(workload.transfers().get(0).key(), workload.transfers().get(2).key());
    assertArrayEquals(workload.transfers().get(1).key(), workload.transfers().get(3).key());
    assertEquals(4, workload.transfers().stream().map(PreparedRecord::id).distinct().count());
  }
}
