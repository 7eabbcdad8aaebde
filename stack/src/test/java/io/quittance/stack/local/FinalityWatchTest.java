package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FinalityWatchTest {
  private long seconds;
  private Optional<Path> newest = Optional.empty();
  private boolean diskIsThere = true;
  private Duration interval = Duration.ofSeconds(1);

  @Test
  void standstill_isToldOnce_andItsEndOnce() {
    FinalityWatch watch = watch();
    for (int i = 0; i < 100; i++) {
      checkpoint(i);
      assertSilent(watch, 29);
    }
    assertSilent(watch, 29);
    assertTold(watch, 1, "Nothing has become final for 30 s");
    assertSilent(watch, 1_000);
    checkpoint(100);
    assertTold(watch, 1, "again");
    assertSilent(watch, 29);
    assertTold(watch, 1, "Nothing");
  }

  @Test
  void patience_isThreeIntervalsOfSlowCheckpoints() {
    interval = Duration.ofSeconds(20);
    FinalityWatch watch = watch();
    assertSilent(watch, 59);
    assertTold(watch, 1, "for 60 s");
  }

  @Test
  void pause_beginsAnew() {
    FinalityWatch watch = watch();
    assertSilent(watch, 29);
    watch.pause();
    assertSilent(watch, 29);
    assertTold(watch, 1, "Nothing");
    watch.pause();
    checkpoint(1);
    assertSilent(watch, 1);
  }

  @Test
  void disk_thatIsGone_isAStandstill() {
    checkpoint(1);
    FinalityWatch watch = watch();
    assertSilent(watch, 1);
    diskIsThere = false;
    assertSilent(watch, 29);
    assertTold(watch, 1, "Nothing");
  }

  private FinalityWatch watch() {
    return new FinalityWatch(
        () -> {
          if (!diskIsThere) {
            throw new UncheckedIOException(new IOException("gone"));
          }
          return newest;
        },
        () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  private void checkpoint(int number) {
    newest = Optional.of(Path.of("chk-" + number));
  }

  private void assertSilent(FinalityWatch watch, int after) {
    seconds += after;
    assertEquals(Optional.empty(), watch.look(interval));
  }

  private void assertTold(FinalityWatch watch, int after, String part) {
    seconds += after;
    Optional<String> told = watch.look(interval);
    assertTrue(told.isPresent() && told.get().contains(part), told.toString());
  }
}
