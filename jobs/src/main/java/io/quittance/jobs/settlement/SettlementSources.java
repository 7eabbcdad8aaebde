package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import java.util.Objects;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the job reads: the two logs that every verdict is a function of.
 *
 * @param commands the commands topic
 * @param settlements the settlements topic, committed records only: the job's own output, where its
 *     credits have their order
 */
public record SettlementSources(
    Source<LogRecord, ?, ?> commands, Source<LogRecord, ?, ?> settlements) {
  public SettlementSources {
    Objects.requireNonNull(commands, "commands");
    Objects.requireNonNull(settlements, "settlements");
  }
}
