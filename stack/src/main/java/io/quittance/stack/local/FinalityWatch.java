package io.quittance.stack.local;

import io.quittance.jobs.lifecycle.LifecycleLog;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Notices that nothing becomes final any more, whatever the reason: a broker that hangs, is fenced
 * or cannot commit, a disk that is full. Each of these lets no checkpoint be complete.
 */
public final class FinalityWatch {
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);
  private static final int INTERVALS = 3;

  private final Supplier<Optional<Path>> newestCheckpoint;
  private final LongSupplier nanos;
  private Optional<Path> seen = Optional.empty();
  private long since;
  private boolean told;

  FinalityWatch(Supplier<Optional<Path>> newestCheckpoint, LongSupplier nanoClock) {
    this.newestCheckpoint = newestCheckpoint;
    this.nanos = nanoClock;
    since = nanos.getAsLong();
  }

  /** Watches a ledger. */
  public static FinalityWatch of(RunningLedger ledger) {
    return new FinalityWatch(ledger::newestCheckpoint, System::nanoTime);
  }

  /** Begins anew: no job runs that could make anything final. */
  public void pause() {
    since = nanos.getAsLong();
    told = false;
  }

  /**
   * Looks, and returns what is to be told: once that it stopped, once that it goes on.
   *
   * @param interval time between two checkpoints of the job
   */
  public Optional<String> look(Duration interval) {
    Duration some = interval.multipliedBy(INTERVALS);
    Duration patience = some.compareTo(LEAST_PATIENCE) > 0 ? some : LEAST_PATIENCE;
    Optional<Path> newest = newest();
    long now = nanos.getAsLong();
    if (!newest.equals(seen)) {
      seen = newest;
      since = now;
      boolean again = told;
      told = false;
      return again ? tell("Payments become final again.") : Optional.empty();
    }
    if (told || now - since < patience.toNanos()) {
      return Optional.empty();
    }
    told = true;
    return tell(
        "Nothing has become final for "
            + patience.toSeconds()
            + " s: no checkpoint is complete. Does the broker answer, is the disk full?");
  }

  private static Optional<String> tell(String what) {
    LifecycleLog.write(what);
    return Optional.of(what);
  }

  private Optional<Path> newest() {
    try {
      return newestCheckpoint.get();
    } catch (UncheckedIOException diskIsGone) {
      return seen;
    }
  }
}
