package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.deployment.Checkpoints;
import io.quittance.jobs.deployment.LedgerJob;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.jobs.settlement.FlinkPaths;
import io.quittance.jobs.settlement.FlinkSettings;
import io.quittance.jobs.settlement.KafkaEnds;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.settlement.Derivation;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ends of the settlement job around a job that only copies. */
@Timeout(600)
class EmbeddedFlinkTest {
  private static final int PARTITIONS = 2;

  /** No event is derived again here. */
  private static final byte[] DERIVATION =
      new Derivation(new Position(0, 0, 0), 1, 0, 0, 0, Optional.empty()).toBytes();

  private static final int RECORDS = 200;
  private static final SettlementOptions OPTIONS =
      SettlementOptions.defaults().withCheckpointInterval(Duration.ofMillis(200));

  @TempDir Path directory;

  @Test
  void job_crashedAndRestartedFromItsNewestCheckpoint_writesEachRecordOnce() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
      LedgerTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
      try (EmbeddedFlink flink = flink()) {
        JobID job = submit(flink, broker);
        send(broker, 0, RECORDS);
        awaitSettled(broker, 1);
        send(broker, RECORDS, 2 * RECORDS);
        assertEquals(200, status(flink.webUi()));
        assertEquals(200, status(flink.prometheus()));
        assertTrue(flink.allTasksRun(job));
        flink.killTaskManager();
      }
      assertNotEquals(Optional.empty(), newestCheckpoint());
      try (EmbeddedFlink flink = flink()) {
        submit(flink, broker);
        send(broker, 2 * RECORDS, 3 * RECORDS);
        awaitSettled(broker, 3 * RECORDS);
      }
      assertEquals(
          IntStream.range(0, 3 * RECORDS).boxed().toList(),
          settled(broker).stream().sorted().toList());
    }
  }

  private EmbeddedFlink flink() {
    Configuration settings = FlinkSettings.of(OPTIONS);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        FlinkPaths.of(directory.resolve("checkpoints")));
    return EmbeddedFlink.start(settings, OPTIONS.parallelism(), 0, 0);
  }

  private Optional<Path> newestCheckpoint() {
    return Checkpoints.newest(directory.resolve("checkpoints"));
  }

  private JobID submit(EmbeddedFlink flink, EmbeddedBroker broker) {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", broker.bootstrapServers());
    KafkaEnds ends = KafkaEnds.of("test", PARTITIONS, client);
    Configuration settings = FlinkSettings.of(OPTIONS);
    settings.set(PipelineOptions.GENERIC_TYPES, true);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        FlinkPaths.of(directory.resolve("checkpoints")));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(OPTIONS.parallelism());
    environment
        .fromSource(ends.sources().journal(), WatermarkStrategy.noWatermarks(), "journal")
        .uid("source")
        .map((LogRecord record) -> new SettledRecord(record.key(), record.value(), DERIVATION))
        .returns(ValueTypeInfo.SETTLED_RECORD)
        .uid("map")
        .sinkTo(ends.sinks(OPTIONS).settlements())
        .uid("sink");
    StreamGraph graph = environment.getStreamGraph();
    return flink.submit(
        newestCheckpoint()
            .map(state -> LedgerJob.startingFrom(graph, state, directory))
            .orElse(graph));
  }

  private static void send(EmbeddedBroker broker, int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
      records.add(new ProducerRecord<>(Topics.JOURNAL.name(), number, number));
    }
    KafkaLog.send(broker.bootstrapServers(), records);
  }

  private static List<Integer> settled(EmbeddedBroker broker) {
    return KafkaLog.committed(broker.bootstrapServers(), Topics.SETTLEMENTS.name()).stream()
        .map(record -> ByteBuffer.wrap(record.value()).getInt())
        .toList();
  }

  private static void awaitSettled(EmbeddedBroker broker, int atLeast) throws Exception {
    Town.await(
        atLeast + " records to be final",
        () -> Optional.of(settled(broker)).filter(settled -> settled.size() >= atLeast));
  }

  private static int status(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
