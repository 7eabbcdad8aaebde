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
  private final Timeline timeline = new Timeline(decided::get, busy::get);

  @Test
  void fault_withoutVerdictsAfterwards_isNotedWithItsStall() throws Exception {
    timeline.add("break it");
    decided.incrementAndGet();
    timeline.watch();
    Thread.sleep(50);
    timeline.watch();
    assertTrue(timeline.entries().get(0).stallNanos() >= 50_000_000L);
    assertTrue(timeline.summary().startsWith("1 faults; "), timeline.summary());
  }

  @Test
  void fault_whileNothingIsAwaited_costsNothing() throws Exception {
    busy.set(false);
    timeline.add("break it");
    Thread.sleep(20);
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
    new ChaosOptions(minute, 1, 2, 1, 2);
    assertThrows(
        IllegalArgumentException.class, () -> new ChaosOptions(Duration.ofSeconds(9), 1, 2, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 1, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 2, 0, 2));
    assertThrows(IllegalArgumentException.class, () -> new ChaosOptions(minute, 1, 2, 1, 1));
  }
}
