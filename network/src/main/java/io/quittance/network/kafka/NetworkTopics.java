package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.TopicsEntry;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Holds a reader to the topics of its network, as they are at the moment of asking. */
public final class NetworkTopics implements TopicCheck {
  private static final String ADVICE =
      "Nothing was read or sent. Name another file with --network or other brokers with"
          + " --bootstrap-servers, or ask the operator: \"A topic is another than the network's"
          + " file says\" in k8s/RUNBOOKS.md is the way back.";

  private final NetworkFile network;
  private final KafkaSettings kafka;
  private final Admin admin;

  private NetworkTopics(NetworkFile network, KafkaSettings kafka, Admin admin) {
    this.network = network;
    this.kafka = kafka;
    this.admin = admin;
  }

  /**
   * Opens a connection to ask on.
   *
   * @throws QuittanceException if nothing listens there, or the settings cannot be used
   */
  public static NetworkTopics open(NetworkFile network, KafkaSettings kafka)
      throws QuittanceException {
    String servers = network.bootstrapServers();
    BrokerAddress.requireAnswer(servers);
    try {
      return new NetworkTopics(network, kafka, Admin.create(ClientSettings.admin(servers, kafka)));
    } catch (KafkaException e) {
      throw KafkaRefusal.of(servers, kafka, e);
    }
  }

  /** Checks these topics once, over a connection of its own. */
  public static void check(NetworkFile network, KafkaSettings kafka, Topic... topics)
      throws QuittanceException {
    try (NetworkTopics opened = open(network, kafka)) {
      opened.require(topics);
    }
  }

  /** Checks whichever topics there are and may be read with these settings, once. */
  public static void checkReadable(NetworkFile network, KafkaSettings kafka)
      throws QuittanceException {
    try (NetworkTopics opened = open(network, kafka)) {
      for (Topic topic : Topics.all()) {
        opened.checkIfReadable(topic);
      }
    }
  }

  private void checkIfReadable(Topic topic) throws QuittanceException {
    try {
      present(List.of(topic));
    } catch (QuittanceException refused) {
      if (!(refused.getCause() instanceof TopicAuthorizationException)) {
        throw refused;
      }
    }
  }

  /** The topics among these that there are, which are the network's own. */
  public PresentTopics present(List<Topic> topics) throws QuittanceException {
    PresentTopics present = ask(topics);
    List<String> unlike = present.unlike(network, topics);
    if (!unlike.isEmpty()) {
      throw QuittanceException.failure(String.join(" ", unlike), ADVICE);
    }
    return present;
  }

  @Override
  public void require(Topic... topics) throws QuittanceException {
    PresentTopics present = present(List.of(topics));
    for (Topic topic : topics) {
      if (present.topic(topic).isEmpty()) {
        throw LogReader.missing(topic);
      }
    }
  }

  /**
   * Returns the network with the ids of cluster and topics that hold its records: a file that names
   * them leads nobody to another log.
   *
   * @throws QuittanceException if a topic is missing, or is another than the file names already
   */
  public NetworkFile named() throws QuittanceException {
    require(Topics.all().toArray(Topic[]::new));
    TopicsEntry now = ask(Topics.all()).entry();
    return network.withTopics(
        new TopicsEntry(now.clusterId(), now.ids(), network.topics().grown()));
  }

  private PresentTopics ask(List<Topic> topics) throws QuittanceException {
    try {
      return PresentTopics.ask(admin, topics);
    } catch (ExecutionException e) {
      throw KafkaRefusal.of(
          network.bootstrapServers(), kafka, operation(e.getCause()), e.getCause());
    } catch (KafkaException e) {
      throw KafkaRefusal.of(network.bootstrapServers(), kafka, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QuittanceException.failure("The look at the topics was interrupted.", "Try again.", e);
    }
  }

  /** Whoever may read a topic may know of it: what is lacking then is the right to read. */
  private static String operation(Throwable refusal) {
    return refusal instanceof TopicAuthorizationException ? "READ" : "DESCRIBE";
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
