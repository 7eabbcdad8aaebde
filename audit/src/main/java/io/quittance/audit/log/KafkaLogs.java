package io.quittance.audit.log;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogCursor;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.network.kafka.LogReader;
import io.quittance.network.kafka.NetworkTopics;
import io.quittance.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics in a cluster. What is transactional is read as far as it is final; the commands are
 * read as the job reads them: a sender's transaction decides nothing, only the place in the log
 * does.
 */
public final class KafkaLogs implements Logs {
  private final NetworkTopics topics;
  private final String bootstrapServers;
  private final KafkaSettings kafka;

  private KafkaLogs(NetworkTopics topics, String bootstrapServers, KafkaSettings kafka) {
    this.topics = topics;
    this.bootstrapServers = bootstrapServers;
    this.kafka = kafka;
  }

  /**
   * Opens the logs of a network.
   *
   * @throws QuittanceException if nothing listens there, or the settings cannot be used
   */
  public static KafkaLogs of(NetworkFile network, KafkaSettings kafka) throws QuittanceException {
    return new KafkaLogs(NetworkTopics.open(network, kafka), network.bootstrapServers(), kafka);
  }

  @Override
  public boolean have(Topic topic) throws QuittanceException {
    return topics.present(List.of(topic)).topic(topic).isPresent();
  }

  @Override
  public Optional<LogIdentity> identity(Topic topic) throws QuittanceException {
    return topics.present(List.of(topic)).log(topic);
  }

  @Override
  public List<Extent> extents(Topic topic) throws QuittanceException {
    topics.require(topic);
    try (LogReader reader = reader(topic)) {
      List<TopicPartition> partitions = reader.partitions(topic);
      Map<TopicPartition, Long> begins = reader.begins(partitions);
      Map<TopicPartition, Long> ends = reader.ends(partitions);
      return partitions.stream()
          .map(partition -> new Extent(begins.get(partition), ends.get(partition)))
          .toList();
    }
  }

  @Override
  public LogScan read(Topic topic, List<Extent> stretches) throws QuittanceException {
    Map<TopicPartition, Long> begins = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (int partition = 0; partition < stretches.size(); partition++) {
      begins.put(new TopicPartition(topic.name(), partition), stretches.get(partition).begin());
      ends.put(new TopicPartition(topic.name(), partition), stretches.get(partition).end());
    }
    LogReader reader = reader(topic);
    return new Scan(topic, stretches.size(), reader, reader.read(begins, ends));
  }

  private LogReader reader(Topic topic) throws QuittanceException {
    return topic.transactional()
        ? LogReader.committed(bootstrapServers, kafka)
        : LogReader.uncommitted(bootstrapServers, kafka);
  }

  @Override
  public void close() {
    topics.close();
  }

  @Override
  public String toString() {
    return bootstrapServers;
  }

  private record Scan(Topic topic, int partitions, LogReader reader, LogCursor cursor)
      implements LogScan {
    @Override
    public List<ConsumerRecord<byte[], byte[]>> next() throws QuittanceException {
      return cursor.next();
    }

    @Override
    public List<Long> positions() {
      List<Long> positions = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        positions.add(cursor.position(new TopicPartition(topic.name(), partition)));
      }
      return positions;
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
