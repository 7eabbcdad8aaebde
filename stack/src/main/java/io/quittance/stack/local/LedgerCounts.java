package io.quittance.stack.local;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the settlement job has counted since its ledger began; restarts do not set it back to zero.
 *
 * @param read records read from the commands topic
 * @param accepted commands accepted
 * @param repeated commands that repeated the last accepted one and got its receipt again
 * @param rejected records rejected, by code
 * @param waiting commands that wait for credits now
 * @param creditsCounted credits counted
 * @param creditsDropped credits that stood in the log twice and were dropped
 * @param strayEvents records of the settlements topic that no ledger wrote
 * @param unconfirmed settled events sent and not read back yet
 * @param overdue settled events that were not read back when they should have been
 * @param sentAgain settled events that were lost with their transaction and sent again
 * @param proofs proofs verified
 * @param bisections how often a batch or a part of it was divided because of a bad proof
 * @param squareRoots points of proofs that no decoding advice helped to decode
 * @param medianBatch median size of the recent batches, in commands
 */
public record LedgerCounts(
    long read,
    long accepted,
    long repeated,
    Map<String, Long> rejected,
    long waiting,
    long creditsCounted,
    long creditsDropped,
    long strayEvents,
    long unconfirmed,
    long overdue,
    long sentAgain,
    long proofs,
    long bisections,
    long squareRoots,
    OptionalDouble medianBatch) {
  private static final String SCOPE = "flink_taskmanager_job_task_operator_";

  public LedgerCounts {
    rejected = Map.copyOf(rejected);
  }

  static LedgerCounts read(URI prometheus) throws IOException, InterruptedException {
    return read(List.of(prometheus));
  }

  /** Adds up what the endpoints of a job's processes say. */
  public static LedgerCounts read(List<URI> endpoints) throws IOException, InterruptedException {
    PrometheusPage page = PrometheusPage.fetch(endpoints);
    return new LedgerCounts(
        page.sum(SCOPE + "read_total"),
        page.sum(SCOPE + "accepted_total"),
        page.sum(SCOPE + "repeated_total"),
        page.sumBy(SCOPE + "code_rejected_total", "code"),
        page.sum(SCOPE + "waiting_commands"),
        page.sum(SCOPE + "credits_counted_total"),
        page.sum(SCOPE + "credits_dropped_total"),
        page.sum(SCOPE + "stray_events_total"),
        page.sum(SCOPE + "unconfirmed_events"),
        page.sum(SCOPE + "overdue_total"),
        page.sum(SCOPE + "sent_again_total"),
        page.sum(SCOPE + "proofs_total"),
        page.sum(SCOPE + "bisections_total"),
        page.sum(SCOPE + "square_roots_total"),
        page.quantile(SCOPE + "batch_commands", "0.5"));
  }

  /** Returns how many records were rejected, for any reason. */
  public long rejectedInAll() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns how many commands were read and have no verdict yet and do not wait either: those on
   * their way between operators. Zero when the job is idle; anything else then is a loss.
   */
  public long underway() {
    return read - accepted - repeated - rejectedInAll() - waiting;
  }
}
