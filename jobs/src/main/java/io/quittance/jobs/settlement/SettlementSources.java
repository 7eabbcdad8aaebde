package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import java.util.Objects;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the job reads.
 *
 * @param journal the one log that every verdict is a function of
 */
public record SettlementSources(Source<LogRecord, ?, ?> journal) {
  public SettlementSources {
    Objects.requireNonNull(journal, "journal");
  }
}
