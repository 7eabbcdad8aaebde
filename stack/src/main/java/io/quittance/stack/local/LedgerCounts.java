package io.quittance.stack.local;

import io.quittance.jobs.settlement.Count;
import io.quittance.jobs.settlement.LostEvents;
import io.quittance.jobs.settlement.TransactionAge;
import io.quittance.schemas.RejectionCode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the settlement job has counted since its ledger began; restarts do not set it back to zero.
 *
 * @param read records read from the journal
 * @param accepted commands accepted
 * @param repeated commands that repeated the last accepted one and got its receipt again
 * @param rejected records rejected, by code
 * @param entriesWritten entries written to the journal, again after a restart included
 * @param entriesCounted entries counted: payments that reached their payees
 * @param entriesDropped entries that stood in the journal again
 * @param creditsCounted credits received, from entries and issues
 * @param uncommitted settled events in transactions that are not committed yet
 * @param derivedAgain settled events that were lost with their transaction and derived again, since
 *     the job's last start
 * @param statements records that are the network's own statements, again behind each start included
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
    long entriesWritten,
    long entriesCounted,
    long entriesDropped,
    long creditsCounted,
    long uncommitted,
    long derivedAgain,
    long statements,
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
        sum(page, Count.READ),
        sum(page, Count.ACCEPTED),
        sum(page, Count.REPEATED),
        page.sumBy(SCOPE + Count.REJECTED.exported(), Count.REJECTED.labels().get(0)),
        sum(page, Count.ENTRIES_WRITTEN),
        sum(page, Count.ENTRIES_COUNTED),
        sum(page, Count.ENTRIES_DROPPED),
        sum(page, Count.CREDITS_COUNTED),
        page.sum(SCOPE + TransactionAge.UNCOMMITTED),
        page.sum(SCOPE + LostEvents.DERIVED_AGAIN),
        sum(page, Count.STATEMENTS),
        sum(page, Count.PROOFS),
        sum(page, Count.BISECTIONS),
        sum(page, Count.SQUARE_ROOTS),
        page.quantile(SCOPE + "batch_commands", "0.5"));
  }

  private static long sum(PrometheusPage page, Count count) {
    return page.sum(SCOPE + count.exported());
  }

  /** Returns how many of the records read were entries, whatever became of them. */
  public long entriesRead() {
    return entriesCounted
        + entriesDropped
        + rejected.getOrDefault(RejectionCode.ENTRY_GAP.name(), 0L);
  }

  /** Returns how many records were rejected, for any reason. */
  public long rejectedInAll() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns how many records were read and have no verdict yet: those on their way between
   * operators. Zero when the job is idle; anything else then is a loss.
   */
  public long underway() {
    return read
        - statements
        - accepted
        - repeated
        - rejectedInAll()
        - entriesCounted
        - entriesDropped;
  }
}
