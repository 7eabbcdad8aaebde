package io.quittance.jobs.settlement;

import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the job writes.
 *
 * @param entries at least once, without delay, and in their order: back into the journal
 * @param settlements exactly once: the final lane
 * @param balances at least once: only the latest of an account counts
 * @param receipts at least once and without delay: the instant lane
 * @param rejections at least once
 */
public record SettlementSinks(
    Sink<TopicRecord> entries,
    Sink<SettledRecord> settlements,
    Sink<TopicRecord> balances,
    Sink<TopicRecord> receipts,
    Sink<TopicRecord> rejections) {
  public SettlementSinks {
    Objects.requireNonNull(entries, "entries");
    Objects.requireNonNull(settlements, "settlements");
    Objects.requireNonNull(balances, "balances");
    Objects.requireNonNull(receipts, "receipts");
    Objects.requireNonNull(rejections, "rejections");
  }
}
