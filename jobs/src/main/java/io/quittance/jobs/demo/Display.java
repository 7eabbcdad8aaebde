package io.quittance.jobs.demo;

import io.quittance.jobs.demo.Board.Gauges;
import io.quittance.jobs.demo.Board.Rates;
import io.quittance.jobs.demo.Observation.Snapshot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Brings counts, rates and the job's own figures to the board, at a pace that suits the eye. */
final class Display {
  private static final long PAUSE_MILLIS = 100;
  private static final long TERMINAL_NANOS = 500_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final long RATE_WINDOW_NANOS = 5_000_000_000L;

  private final Board board;
  private final Observation observation;
  private final JobView job;
  private final long periodNanos;
  private final Deque<Moment> window = new ArrayDeque<>();
  private long shownAt;

  private record Moment(long nanos, Snapshot snapshot) {}

  Display(Board board, Observation observation, JobView job, boolean terminal) {
    this.board = board;
    this.observation = observation;
    this.job = job;
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

  /** Asks the job; figures that cannot be had just now are shown as zero. */
  private Gauges gauges() throws InterruptedException {
    try {
      JobView.Metrics metrics = job.metrics();
      return new Gauges(
          metrics.quantile("batch_size", "0.5"),
          metrics.quantile("batch_size", "0.99"),
          job.checkpointAgeMillis(),
          (long) metrics.sum("waiting"));
    } catch (IOException unavailable) {
      return new Gauges(0, 0, -1, 0);
    }
  }

  /** Returns what the job has counted since the ledger began. */
  ClosingAudit.JobCounts jobCounts() throws IOException, InterruptedException {
    JobView.Metrics metrics = job.metrics();
    return new ClosingAudit.JobCounts(
        (long) metrics.sum("read"),
        (long) metrics.sum("accepted"),
        (long) metrics.sum("repeated"),
        (long) metrics.sum("code_rejected"),
        (long) metrics.sum("waiting"));
  }
}
