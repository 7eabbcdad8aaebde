package io.quittance.jobs.settlement;

import io.quittance.jobs.record.SettledRecord;
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
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Flink's exactly-once sink for the settlements topic, in whose checkpoints it also stands by what
 * each event of a transaction is derived again. {@link LostEvents} does so, before the checkpoint's
 * transaction is acknowledged, if it turns out that it can no longer be committed.
 */
final class SettlementsSink
    implements Sink<SettledRecord>,
        SupportsWriterState<SettledRecord, KafkaWriterState>,
        SupportsCommitter<SettlementsTransaction>,
        SupportsPostCommitTopology<SettlementsTransaction>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  private final KafkaSink<SettledRecord> kafka;
  private final Properties client;
  private final Properties again;
  private final String prefix;
  private final int partitions;

  /**
   * Makes the sink.
   *
   * @param kafka Flink's sink, exactly once
   * @param client settings of the Kafka clients that look what became of transactions
   * @param again settings of the producer that writes derived events
   * @param prefix what the transactional ids begin with
   * @param partitions number of partitions of journal and settlements
   */
  SettlementsSink(
      KafkaSink<SettledRecord> kafka,
      Properties client,
      Properties again,
      String prefix,
      int partitions) {
    this.kafka = Objects.requireNonNull(kafka, "kafka");
    this.client = Objects.requireNonNull(client, "client");
    this.again = Objects.requireNonNull(again, "again");
    this.prefix = Objects.requireNonNull(prefix, "prefix");
    this.partitions = partitions;
  }

  /** Returns Flink's sink. */
  KafkaSink<SettledRecord> kafka() {
    return kafka;
  }

  @Override
  public SinkWriter<SettledRecord> createWriter(WriterInitContext context) throws IOException {
    WrittenPlaces places = new WrittenPlaces();
    return new SettlementsWriter(
        kafka.createWriter(new AcknowledgedContext(context, places::acknowledged)), places);
  }

  @Override
  public StatefulSinkWriter<SettledRecord, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
    WrittenPlaces places = new WrittenPlaces();
    return new SettlementsWriter(
        kafka.restoreWriter(new AcknowledgedContext(context, places::acknowledged), state), places);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return kafka.getWriterStateSerializer();
  }

  @Override
  public Committer<SettlementsTransaction> createCommitter(CommitterInitContext context)
      throws IOException {
    return new GivingUpCommitter<>(
        kafka.createCommitter(context),
        new CoordinatorOutcomes(client),
        new LostEvents(
            new KafkaFinalLane(client, again, partitions),
            prefix,
            partitions,
            context.metricGroup()),
        context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<SettlementsTransaction> getCommittableSerializer() {
    return new SettlementsTransactionSerializer(kafka.getCommittableSerializer());
  }

  /** Flink's own topology looks at where the committables come from, and not into them. */
  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public void addPostCommitTopology(
      DataStream<CommittableMessage<SettlementsTransaction>> transactions) {
    kafka.addPostCommitTopology((DataStream) transactions);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return kafka.getLineageVertex();
  }
}
