package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SettlementOptionsTest {
  private final SettlementOptions defaults = SettlementOptions.defaults();

  @Test
  void options_atTheirLimits_areTaken() {
    assertDoesNotThrow(() -> defaults.withParallelism(1));
    assertDoesNotThrow(() -> defaults.withParallelism(SettlementOptions.MAX_PARALLELISM));
    assertDoesNotThrow(() -> defaults.withBatch(1, Duration.ZERO));
    assertDoesNotThrow(
        () ->
            defaults.withBatch(
                SettlementOptions.MAX_BATCH_COMMANDS, SettlementOptions.MAX_BATCH_WAIT));
    assertDoesNotThrow(
        () -> defaults.withCheckpointInterval(SettlementOptions.MIN_CHECKPOINT_INTERVAL));
    assertDoesNotThrow(
        () -> defaults.withTransactionTimeout(SettlementOptions.MAX_TRANSACTION_TIMEOUT));
    assertDoesNotThrow(() -> defaults.withTransactionTimeout(Duration.ofSeconds(2)));
    assertDoesNotThrow(() -> defaults.withCoalescedBalances(1));
    assertDoesNotThrow(
        () -> defaults.withCoalescedBalances(SettlementOptions.MAX_COALESCED_BALANCES));
  }

  @Test
  void options_onePastTheirLimits_areRefusedByName() {
    Map<Supplier<SettlementOptions>, String> wrong = new LinkedHashMap<>();
    wrong.put(() -> defaults.withParallelism(0), "parallelism");
    wrong.put(() -> defaults.withParallelism(SettlementOptions.MAX_PARALLELISM + 1), "parallelism");
    wrong.put(() -> defaults.withBatch(0, Duration.ZERO), "batch size");
    wrong.put(
        () -> defaults.withBatch(SettlementOptions.MAX_BATCH_COMMANDS + 1, Duration.ZERO),
        "batch size");
    wrong.put(() -> defaults.withBatch(1, Duration.ofMillis(-1)), "batch wait");
    wrong.put(() -> defaults.withBatch(1, Duration.ofMillis(1001)), "batch wait");
    wrong.put(() -> defaults.withCheckpointInterval(Duration.ofMillis(9)), "checkpoint interval");
    wrong.put(
        () -> defaults.withCheckpointInterval(Duration.ofMillis(600_001)), "checkpoint interval");
    wrong.put(
        () -> defaults.withTransactionTimeout(Duration.ofMillis(1999)), "transaction timeout");
    wrong.put(
        () -> defaults.withTransactionTimeout(Duration.ofDays(7).plusMillis(1)),
        "transaction timeout");
    wrong.put(() -> defaults.withCoalescedBalances(0), "coalesced balances");
    wrong.put(() -> defaults.withCoalescedBalances(1_000_001), "coalesced balances");
    List<String> failures = new ArrayList<>();
    wrong.forEach(
        (options, name) -> {
          String message =
              assertThrows(IllegalArgumentException.class, options::get, name).getMessage();
          if (!message.contains(name)) {
            failures.add(name + " is not named in: " + message);
          }
        });
    assertTrue(failures.isEmpty(), failures.toString());
  }
}
