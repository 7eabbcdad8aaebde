package io.quittance.jobs.settlement;

import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Flink's exactly-once sink to Kafka, whose job goes on when a transaction can no longer be
 * committed.
 *
 * <p>A savepoint holds the transactions that were to be committed when it was taken. Most were, a
 * moment later; the job that is restored from it commits them again, which does no harm as long as
 * the brokers remember them. Some time after that they do not, and Flink's committer alone would
 * take their answer for a failure and restart the job for ever. {@link GivingUpCommitter} tells the
 * two apart.
 *
 * @param <T> what is written
 */
public final class ExactlyOnceSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  /** The metric that counts the transactions that were aborted, since the job's last start. */
  public static final String LOST = "transactions_lost_total";

  /** The metric that counts those of which the brokers do not know any more whether they were. */
  public static final String FORGOTTEN = "transactions_forgotten_total";

  private static final long serialVersionUID = 1L;

  private final KafkaSink<T> kafka;
  private final Properties client;
  private final String consequence;

  /**
   * Makes the sink.
   *
   * @param kafka Flink's sink, exactly once
   * @param client settings of the Kafka clients, to ask the brokers what became of transactions
   * @param consequence what becomes of the records of a transaction that was never committed; a
   *     sentence for the log
   */
  public ExactlyOnceSink(KafkaSink<T> kafka, Properties client, String consequence) {
    this.kafka = Objects.requireNonNull(kafka, "kafka");
    this.client = Objects.requireNonNull(client, "client");
    this.consequence = Objects.requireNonNull(consequence, "consequence");
  }

  /** Returns Flink's sink. */
  KafkaSink<T> kafka() {
    return kafka;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return kafka.createWriter(context);
  }

  @Override
  public StatefulSinkWriter<T, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
    return kafka.restoreWriter(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return kafka.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new GivingUpCommitter<>(
        kafka.createCommitter(context),
        new CoordinatorOutcomes(client),
        new Untouched(consequence),
        context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return kafka.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    kafka.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return kafka.getLineageVertex();
  }

  /** Nothing is done for a transaction's records: who needs them makes them anew. */
  private record Untouched(String consequence) implements TransactionEnds<KafkaCommittable> {
    @Override
    public KafkaCommittable kafka(KafkaCommittable transaction) {
      return transaction;
    }

    @Override
    public KafkaCommittable with(KafkaCommittable transaction, KafkaCommittable other) {
      return other;
    }

    @Override
    public void committed(KafkaCommittable transaction) {}

    @Override
    public String ended(KafkaCommittable transaction, TransactionOutcomes.Outcome outcome) {
      return consequence;
    }
  }
}
