package io.quittance.audit;

import io.quittance.audit.progress.ProgressDisplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an audit is run.
 *
 * @param threads how many threads verify signatures and proofs, 1 to {@link #MAX_THREADS}
 * @param state directory from which it goes on, and where it leaves what the next one goes on from;
 *     empty for an audit that begins at the beginning and leaves nothing
 * @param snapshotInterval how long an interrupted audit has to do again at most
 * @param progress who is told how far it is
 * @param events who is told what the ledger accepted
 * @param metrics where it is counted for Prometheus
 */
public record AuditOptions(
    int threads,
    Optional<Path> state,
    Duration snapshotInterval,
    ProgressDisplay progress,
    AcceptedEvents events,
    AuditMetrics metrics) {
  /** Most threads. */
  public static final int MAX_THREADS = 256;

  private static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(30);

  public AuditOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "the number of threads must be 1 to " + MAX_THREADS + ", not " + threads);
    }
  }

  /** An audit from the beginning, on all processors, that nobody watches. */
  public static AuditOptions plain() {
    return new AuditOptions(
        Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS),
        Optional.empty(),
        SNAPSHOT_INTERVAL,
        ProgressDisplay.none(),
        AcceptedEvents.UNHEARD,
        AuditMetrics.unread());
  }

  public AuditOptions withThreads(int number) {
    return new AuditOptions(number, state, snapshotInterval, progress, events, metrics);
  }

  public AuditOptions withState(Path directory) {
    return new AuditOptions(
        threads, Optional.of(directory), snapshotInterval, progress, events, metrics);
  }

  public AuditOptions withProgress(ProgressDisplay watched) {
    return new AuditOptions(threads, state, snapshotInterval, watched, events, metrics);
  }

  AuditOptions withSnapshotInterval(Duration interval) {
    return new AuditOptions(threads, state, interval, progress, events, metrics);
  }

  public AuditOptions withEvents(AcceptedEvents listener) {
    return new AuditOptions(threads, state, snapshotInterval, progress, listener, metrics);
  }

  public AuditOptions withMetrics(AuditMetrics read) {
    return new AuditOptions(threads, state, snapshotInterval, progress, events, read);
  }
}
