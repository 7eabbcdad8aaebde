package io.quittance.jobs.requirements;

import io.quittance.network.kafka.KafkaRefusal;
import io.quittance.schemas.Acl;
import io.quittance.schemas.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * What a Kafka cluster allows the job. A right that is missing would be noticed in the middle of a
 * checkpoint, hours after the start perhaps; so all of them are looked for before it.
 */
public final class KafkaRights {
  /** The end of a transactional id that nobody uses. */
  private static final String ANY = "-any";

  private final Properties client;
  private final Admin admin;
  private final Set<String> missing = new TreeSet<>();

  private KafkaRights(Properties client, Admin admin) {
    this.client = client;
    this.admin = admin;
  }

  /**
   * Compares what the client may do with what its role needs.
   *
   * @throws IllegalStateException if a right is missing, or if the cluster does not let the client
   *     in; the message names user, operation and topic, or says why not
   */
  public static void require(Properties client, Role role) {
    try (Admin admin = Admin.create(client)) {
      KafkaRights rights = new KafkaRights(client, admin);
      for (Acl acl : role.acls()) {
        rights.check(acl);
      }
      if (!rights.missing.isEmpty()) {
        throw new IllegalStateException(
            String.format(
                "the brokers at %s deny %s what the role \"%s\" needs: %s",
                client.getProperty("bootstrap.servers"),
                KafkaRefusal.principal(client),
                role.name(),
                String.join("; ", rights.missing)));
      }
    } catch (ExecutionException e) {
      throw refused(client, e.getCause());
    } catch (KafkaException e) {
      throw refused(client, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking what the job may do", e);
    }
  }

  static IllegalStateException refused(Properties client, Throwable refusal) {
    return new IllegalStateException(
        KafkaRefusal.sentence(client, AclOperation.DESCRIBE.name(), refusal), refusal);
  }

  private void check(Acl acl) throws ExecutionException, InterruptedException {
    switch (acl.resource()) {
      case TOPIC -> topic(acl);
      // The one thing the job does with the cluster; Kafka tells its rights to others only.
      case CLUSTER -> ask(acl, admin.describeConfigs(List.of(anyBroker())).all());
      // Kafka tells whether the names may be known, which whoever may write or read them may.
      case GROUP -> ask(acl, admin.describeConsumerGroups(List.of(acl.name())).all());
      case TRANSACTIONAL_ID ->
          ask(acl, admin.describeTransactions(List.of(acl.name() + ANY)).all());
      default -> throw new IllegalStateException("a resource of kind " + acl.resource());
    }
  }

  private ConfigResource anyBroker() throws ExecutionException, InterruptedException {
    Node broker = admin.describeCluster().nodes().get().iterator().next();
    return new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
  }

  private void topic(Acl acl) throws ExecutionException, InterruptedException {
    try {
      compare(
          acl,
          admin
              .describeTopics(
                  List.of(acl.name()),
                  new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .allTopicNames()
              .get()
              .get(acl.name())
              .authorizedOperations());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
      compare(acl, Set.of());
    }
  }

  private void ask(Acl acl, KafkaFuture<?> question)
      throws ExecutionException, InterruptedException {
    try {
      question.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        compare(acl, Set.of());
      } else if (!(e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof TransactionalIdNotFoundException)) {
        throw e;
      }
    }
  }

  /** Notes what is missing; a cluster that does not tell has no access lists. */
  private void compare(Acl needed, Set<AclOperation> allowed) {
    if (allowed == null) {
      return;
    }
    List<String> denied = new ArrayList<>();
    for (Acl.Operation operation : new TreeSet<>(needed.operations())) {
      if (!allowed.contains(AclOperation.valueOf(operation.name()))) {
        denied.add(operation.name());
      }
    }
    if (!denied.isEmpty()) {
      missing.add(String.join(", ", denied) + " on " + words(needed));
    }
  }

  private static String words(Acl acl) {
    String kind =
        switch (acl.resource()) {
          case TOPIC -> "topic ";
          case GROUP -> "consumer group ";
          case TRANSACTIONAL_ID -> "transactional ids that begin with ";
          case CLUSTER -> "the cluster ";
        };
    return kind + acl.name();
  }
}
