package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.quittance.jobs.windows.WindowEnds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the windows job's sink does with a transaction that a broker knows nothing of. */
class EndedTransactionTest {
  private static final long CHECKPOINT = 1;

  @TempDir Path directory;

  /** Flink's own committer would restart the job, again and again. */
  @Test
  void sink_ofTheWindowsJob_goesOnWithoutATransactionThatTheBrokersHaveForgotten()
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      Properties client = new Properties();
      client.setProperty("bootstrap.servers", broker.bootstrapServers());
      Sink<?> sink = WindowEnds.windows("test", client, Duration.ofMinutes(1));
      KafkaCommittable unknown = new KafkaCommittable(4711, (short) 0, "test-x-0-1", null);
      assertDoesNotThrow(() -> commit(sink, unknown));
    }
  }

  /** Commits a transaction as a job does that was restored. */
  // The sink writes to Kafka; the harness may be interrupted, and nobody interrupts here.
  @SuppressWarnings({"unchecked", "try"})
  private static void commit(Sink<?> sink, KafkaCommittable transaction) throws Exception {
    SupportsCommitter<KafkaCommittable> committing = (SupportsCommitter<KafkaCommittable>) sink;
    try (OneInputStreamOperatorTestHarness<
            CommittableMessage<KafkaCommittable>, CommittableMessage<KafkaCommittable>>
        harness =
            new OneInputStreamOperatorTestHarness<>(
                new CommitterOperatorFactory<>(committing, false, true))) {
      harness.open();
      harness.processElement(new StreamRecord<>(new CommittableSummary<>(0, 1, CHECKPOINT, 1, 0)));
      harness.processElement(
          new StreamRecord<>(new CommittableWithLineage<>(transaction, CHECKPOINT, 0)));
      harness.notifyOfCompletedCheckpoint(CHECKPOINT);
    }
  }
}
