package io.quittance.simulation;

import io.quittance.network.QuittanceException;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the job's work once, in small, in a TaskManager that has just started: the real
 * operators settle simulated payments with real proofs, and the journal is read.
 *
 * <p>After a fault the job may move to a process that was started a moment ago. Loading the classes
 * of Flink, Kafka and the ledger, making the tables of generators and verifying the first proofs in
 * Java's interpreter then took as long as all the rest of the recovery; here that is done while
 * nobody waits.
 */
public final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  /** Whoever takes over the work of a process that has ended needs the processors first. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final SimulationOptions PLAY =
      SimulationOptions.of(1, 400).withProofs(SimulationOptions.Proofs.REAL);

  private Rehearsal() {}

  /** Starts it in the background, after a pause. The process goes on whatever comes of it. */
  public static void startSoon(String bootstrapServers) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(PAUSE.toMillis());
                long start = System.nanoTime();
                play();
                LOG.info("Rehearsed for {} ms.", (System.nanoTime() - start) / 1_000_000);
                // The broker may be what the process was started anew for.
                read(bootstrapServers);
                askForPartitions(bootstrapServers);
              } catch (Exception e) {
                LOG.warn("The rehearsal failed; the first receipts after a fault come later.", e);
              }
            },
            "rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  private static void play() throws Exception {
    Simulation.Result result = Simulation.run(PLAY);
    if (result.failure().isPresent()) {
      throw new IllegalStateException(result.failure().get().sentence());
    }
  }

  private static void read(String bootstrapServers) throws QuittanceException {
    try (LogReader reader = LogReader.committed(bootstrapServers, KafkaSettings.NONE)) {
      List<TopicPartition> first = reader.partitions(Topics.JOURNAL).subList(0, 1);
      Map<TopicPartition, Long> ends = reader.ends(first);
      reader.read(reader.begins(first), ends).next();
    }
  }

  private static void askForPartitions(String bootstrapServers) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), bytes, bytes)) {
      producer.partitionsFor(Topics.JOURNAL.name());
    }
  }
}
