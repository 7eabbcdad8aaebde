package io.quittance.stack.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Where the brokers of a ledger keep their topics: one alone in {@code kafka}, several in {@code
 * kafka-1-of-3} and so on.
 *
 * @param paths each broker's directory, by its number
 * @param clusterId the Kafka cluster's name for itself, new where no broker has been started yet
 */
public record BrokerDirectories(List<Path> paths, String clusterId) {
  public BrokerDirectories {
    paths = List.copyOf(paths);
  }

  /**
   * Returns the directories below a stack's.
   *
   * @throws IllegalArgumentException if the ledger's topics are on another number of brokers:
   *     others would begin without them, as if nothing had ever been settled
   */
  public static BrokerDirectories of(Path stack, int brokers) throws IOException {
    int used = used(stack);
    if (used != 0 && used != brokers) {
      throw new IllegalArgumentException(
          String.format(
              "the topics of the ledger in %s are on %d broker%s; it cannot be started with %d."
                  + " Start it with ./quittance cluster up --brokers %d, or choose another"
                  + " directory for a new ledger.",
              stack, used, used == 1 ? "" : "s", brokers, used));
    }
    List<Path> paths =
        IntStream.rangeClosed(1, brokers).mapToObj(i -> path(stack, brokers, i)).toList();
    for (Path path : paths) {
      Optional<String> known = EmbeddedBroker.clusterId(path);
      if (known.isPresent()) {
        return new BrokerDirectories(paths, known.get());
      }
    }
    return new BrokerDirectories(paths, Uuid.randomUuid().toString());
  }

  /**
   * Checks that a broker at least holds the records of a Kafka cluster, before any is started: on
   * empty directories they would begin another. One alone that is empty is filled by the others.
   *
   * @param expected Kafka's id of the cluster; empty for whichever
   * @throws IllegalStateException if none does
   */
  public void requireCluster(String expected) throws IOException {
    Path first = paths.get(0);
    for (Path path : paths) {
      if (EmbeddedBroker.clusterId(path).isPresent()) {
        first = path;
        break;
      }
    }
    EmbeddedBroker.requireCluster(first, expected);
  }

  /** Returns how many brokers have the ledger's topics, 0 where none was ever started. */
  private static int used(Path stack) throws IOException {
    for (int brokers = 1; brokers <= BrokerGroup.MAX_BROKERS; brokers++) {
      for (int number = 1; number <= brokers; number++) {
        if (EmbeddedBroker.clusterId(path(stack, brokers, number)).isPresent()) {
          return brokers;
        }
      }
    }
    return 0;
  }

  private static Path path(Path stack, int brokers, int number) {
    return stack.resolve(brokers == 1 ? "kafka" : "kafka-" + number + "-of-" + brokers);
  }
}
