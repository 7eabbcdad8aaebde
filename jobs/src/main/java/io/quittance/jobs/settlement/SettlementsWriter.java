package io.quittance.jobs.settlement;

import io.quittance.jobs.record.SettledRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;

/**
 * Writes settled events into Flink's transactions, and remembers of the running one by what each
 * event is derived again and where it stands.
 */
@SuppressWarnings("try") // Flink closes it, and may be interrupted then.
final class SettlementsWriter
    implements StatefulSinkWriter<SettledRecord, KafkaWriterState>,
        CommittingSinkWriter<SettledRecord, SettlementsTransaction> {
  private final StatefulSinkWriter<SettledRecord, KafkaWriterState> kafka;
  private final CommittingSinkWriter<SettledRecord, KafkaCommittable> transactions;
  private final WrittenPlaces places;
  private final Derivations.Builder events = new Derivations.Builder();

  /**
   * Makes the writer.
   *
   * @param kafka Flink's own, which is both and tells {@code places} what was acknowledged
   */
  <
          K extends
              StatefulSinkWriter<SettledRecord, KafkaWriterState>
                  & CommittingSinkWriter<SettledRecord, KafkaCommittable>>
      SettlementsWriter(K kafka, WrittenPlaces places) {
    this.kafka = kafka;
    this.transactions = kafka;
    this.places = places;
  }

  @Override
  public void write(SettledRecord event, Context context) throws IOException, InterruptedException {
    kafka.write(event, context);
    events.add(event.derivation());
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    kafka.flush(endOfInput);
  }

  /** Ends the running transaction, whose records have been flushed. */
  @Override
  public Collection<SettlementsTransaction> prepareCommit()
      throws IOException, InterruptedException {
    List<SettlementsTransaction> prepared = new ArrayList<>();
    for (KafkaCommittable committable : transactions.prepareCommit()) {
      prepared.add(new SettlementsTransaction(committable, places.take(), events.take()));
    }
    if (prepared.size() > 1 || events.count() > 0) {
      throw new IllegalStateException(
          "all events between two checkpoints stand in one transaction, not in " + prepared.size());
    }
    return prepared;
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    return kafka.snapshotState(checkpointId);
  }

  @Override
  public void close() throws Exception {
    kafka.close();
  }
}
