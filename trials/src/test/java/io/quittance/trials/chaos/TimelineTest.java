package io.quittance.trials.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a chaos run notes of its faults, and what it refuses. */
class TimelineTest {
  private final AtomicLong decided = new AtomicLong();
  private final AtomicBoolean busy = new AtomicBoolean(true);
  private final AtomicLong nanos = new AtomicLong(7);
  private final Timeline timeline = new Timeline(decided::get, busy::get, nanos::get);

  @Test
  void fault_withoutVerdictsAfterwards_isNotedWithItsStall() {
    timeline.add("break it");
    decided.incrementAndGet();
    timeline.watch();
    nanos.addAndGet(50_000_000);
    timeline.watch();
    assertEquals(50_000_000, timeline.entries().get(0).stallNanos());
    assertTrue(timeline.summary().startsWith("1 faults; "), timeline.summary());
  }

  @Test
  void fault_whileNothingIsAwaited_costsNothing() {
    busy.set(false);
    timeline.add("break it");
    nanos.addAndGet(20_000_000);
    timeline.watch();
    assertEquals(0, timeline.entries().get(0).stallNanos());
  }

  @Test
  void summary_withoutFaults_saysSo() {
    assertEquals("no fault was made", timeline.summary());
  }

  @Test
  void options_outOfRange_areRefused() {
    Duration minute = Duration.ofMinutes(1);
    new ChaosOptions(minute, 1, 2, 1, 2, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChaosOptions(Duration.ofSeconds(9), 1, 2, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 1, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 2, 0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 2, 1, 1, 1));
    new ChaosOptions(minute, 1, 2, 1, 2, 3);
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 2, 1, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 2, 1, 2, 6));
  }
}
