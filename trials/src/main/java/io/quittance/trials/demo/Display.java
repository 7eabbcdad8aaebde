package io.quittance.trials.demo;

import io.quittance.stack.local.LedgerCounts;
import io.quittance.stack.local.RunningLedger;
import io.quittance.trials.demo.Board.Gauges;
import io.quittance.trials.demo.Board.Rates;
import io.quittance.trials.demo.Observation.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings counts, rates and the job's own figures to the board, at a pace that suits the eye. */
final class Display {
  private static final long PAUSE_MILLIS = 100;
  private static final long TERMINAL_NANOS = 500_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final long RATE_WINDOW_NANOS = 5_000_000_000L;

  private final Board board;
  private final Observation observation;
  private final RunningLedger ledger;
  private final long periodNanos;
  private final Deque<Moment> window = new ArrayDeque<>();
  private long shownAt;

  private record Moment(long nanos, Snapshot snapshot) {}

  Display(Board board, Observation observation, RunningLedger ledger, boolean terminal) {
    this.board = board;
    this.observation = observation;
    this.ledger = ledger;
    this.periodNanos = terminal ? TERMINAL_NANOS : PLAIN_NANOS;
    this.shownAt = System.nanoTime();
  }

  /** Begins a stretch of traffic, from which rates are counted. */
  void begin() {
    shownAt = System.nanoTime();
    window.clear();
    window.addLast(new Moment(shownAt, observation.snapshot()));
  }

  void pause() throws InterruptedException {
    Thread.sleep(PAUSE_MILLIS);
  }

  /** Shows the present state if it is time to. */
  void refresh() throws InterruptedException {
    if (System.nanoTime() - shownAt >= periodNanos) {
      show();
    }
  }

  /** Shows the final state of a round and leaves it standing. */
  void finish() throws InterruptedException {
    show();
    board.release();
  }

  private void show() throws InterruptedException {
    shownAt = System.nanoTime();
    Moment now = new Moment(shownAt, observation.snapshot());
    window.addLast(now);
    while (window.size() > 2
        && now.nanos - window.peekFirst().nanos > RATE_WINDOW_NANOS + periodNanos) {
      window.removeFirst();
    }
    board.show(now.snapshot, rates(window.peekFirst(), now), gauges());
  }

  private static Rates rates(Moment then, Moment now) {
    double seconds = (now.nanos - then.nanos) / 1e9;
    if (seconds <= 0) {
      return new Rates(0, 0);
    }
    return new Rates(
        (now.snapshot.accepted() - then.snapshot.accepted()) / seconds,
        (now.snapshot.settled() - then.snapshot.settled()) / seconds);
  }

  /** Asks the job; figures that cannot be had just now are shown as unknown. */
  private Gauges gauges() throws InterruptedException {
    try {
      LedgerCounts counts = ledger.counts();
      return new Gauges(counts.medianBatch(), checkpointAgeMillis());
    } catch (IOException | UncheckedIOException unavailable) {
      return Gauges.UNKNOWN;
    }
  }

  private OptionalLong checkpointAgeMillis() throws IOException {
    Optional<Path> newest = ledger.newestCheckpoint();
    if (newest.isEmpty()) {
      return OptionalLong.empty();
    }
    long taken = Files.getLastModifiedTime(newest.get()).toMillis();
    return OptionalLong.of(Math.max(0, System.currentTimeMillis() - taken));
  }
}
