package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import java.util.Objects;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the job reads.
 *
 * @param journal the one log that every verdict is a function of
 * @param settlements the settlements topic, committed records only: the job's own output, to see
 *     whether all of it has become final
 */
public record SettlementSources(
    Source<LogRecord, ?, ?> journal, Source<LogRecord, ?, ?> settlements) {
  public SettlementSources {
    Objects.requireNonNull(journal, "journal");
    Objects.requireNonNull(settlements, "settlements");
  }
}
