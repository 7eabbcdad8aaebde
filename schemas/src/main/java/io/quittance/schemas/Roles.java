package io.quittance.schemas;

import static io.quittance.schemas.Acl.Operation.DESCRIBE;
import static io.quittance.schemas.Acl.Operation.DESCRIBE_CONFIGS;
import static io.quittance.schemas.Acl.Operation.READ;
import static io.quittance.schemas.Acl.Operation.WRITE;

import io.quittance.schemas.Acl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue of roles, from which access lists in tests, documents and manifests follow.
 *
 * <p>One user's garbage costs others nothing but what its quota lets through. A quota is each
 * user's own: who gives each processor a name of its own gives it a quota of its own.
 *
 * <p>Nobody but the job can write what the operator says; who sends commands cannot read those of
 * others. Wallets and the audit read without consumer groups; the prefixes are there for those who
 * read the same topics with their own tools. Nobody may create topics: that is the cluster's
 * administrator's.
 */
public final class Roles {
  private static final int MEGABYTE = 1 << 20;

  /** Some 700 transfers a second through each broker, and all that comes of them read. */
  private static final Quota SENDER = new Quota(2 * MEGABYTE, 8 * MEGABYTE, 50);

  /** As much as follows a busy ledger, and catches up. */
  private static final Quota READER = new Quota(0, 16 * MEGABYTE, 50);

  /** Whoever reads the whole history again does it in hours, not in the way of payments. */
  private static final Quota AUDITOR = new Quota(0, 64 * MEGABYTE, 100);

  private Roles() {}

  /** Returns every role on a cluster that serves a network. */
  public static List<Role> all(String network) {
    return List.of(
        processor(), job(network), windows(network), analyst(), statistician(), auditor());
  }

  /** Returns the role of wallets and payment processors: they send commands and read answers. */
  public static Role processor() {
    return new Role(
        "processor",
        "wallets, issuers and payment processors: send commands, read what came of them",
        Optional.of(SENDER),
        List.of(
            Acl.topic(Topics.JOURNAL, WRITE, DESCRIBE),
            Acl.topic(Topics.RECEIPTS, READ, DESCRIBE),
            Acl.topic(Topics.SETTLEMENTS, READ, DESCRIBE),
            Acl.topic(Topics.BALANCES, READ, DESCRIBE),
            Acl.prefixed(Resource.GROUP, "processor-", READ)));
  }

  /** Returns the role of the settlement job of a network. */
  public static Role job(String network) {
    return new Role(
        "job",
        "the operator's settlement job: the only one that writes what the operator says",
        Optional.empty(),
        List.of(
            Acl.topic(Topics.JOURNAL, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS),
            Acl.topic(Topics.SETTLEMENTS, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS),
            Acl.topic(Topics.BALANCES, WRITE, DESCRIBE, DESCRIBE_CONFIGS),
            Acl.topic(Topics.RECEIPTS, WRITE, DESCRIBE, DESCRIBE_CONFIGS),
            Acl.topic(Topics.REJECTIONS, WRITE, DESCRIBE, DESCRIBE_CONFIGS),
            Acl.named(Resource.GROUP, consumerGroup(network), READ, DESCRIBE),
            Acl.named(Resource.GROUP, statementsConsumerGroup(network), READ, DESCRIBE),
            transactions(network, Topics.SETTLEMENTS),
            // It compares the brokers' longest transaction timeout with its own before it starts.
            Acl.named(Resource.CLUSTER, Acl.CLUSTER_NAME, DESCRIBE_CONFIGS)));
  }

  /** Returns the role of those who read what is final, and which share of verdicts rejects. */
  public static Role analyst() {
    return new Role(
        "analyst",
        "analysts and downstream books: read what is final, and the verdicts",
        Optional.of(READER),
        List.of(
            Acl.topic(Topics.RECEIPTS, READ, DESCRIBE),
            Acl.topic(Topics.SETTLEMENTS, READ, DESCRIBE),
            Acl.topic(Topics.BALANCES, READ, DESCRIBE),
            Acl.prefixed(Resource.GROUP, "analyst-", READ)));
  }

  /** Returns the role of the job that sums encrypted amounts: it reads what is final. */
  public static Role windows(String network) {
    return new Role(
        "windows",
        "the operator's windows job: sums encrypted amounts",
        Optional.empty(),
        List.of(
            Acl.topic(Topics.SETTLEMENTS, READ, DESCRIBE),
            Acl.topic(Topics.WINDOWS, WRITE, DESCRIBE),
            Acl.named(Resource.GROUP, windowsConsumerGroup(network), READ, DESCRIBE),
            transactions(network, Topics.WINDOWS)));
  }

  /**
   * Returns the role of those who may hold an auditor's key and yet learn totals only: whoever
   * reads settlements besides could decrypt each single amount.
   */
  public static Role statistician() {
    return new Role(
        "statistician",
        "holders of an auditor's key who are to learn totals and no single amount",
        Optional.of(READER),
        List.of(
            Acl.topic(Topics.WINDOWS, READ, DESCRIBE),
            Acl.prefixed(Resource.GROUP, "statistician-", READ)));
  }

  /** Returns the role of those who check the operator: they read everything and write nothing. */
  public static Role auditor() {
    List<Acl> acls = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      acls.add(Acl.topic(topic, READ, DESCRIBE));
    }
    acls.add(Acl.prefixed(Resource.GROUP, "auditor-", READ));
    return new Role(
        "auditor",
        "auditors: read every topic and judge the whole history again",
        Optional.of(AUDITOR),
        acls);
  }

  /** Returns the consumer group of a network's settlement job. */
  public static String consumerGroup(String network) {
    return network + "-settlement";
  }

  /** Returns the consumer group whose offsets tell where the network's last statement stands. */
  public static String statementsConsumerGroup(String network) {
    return network + "-statements";
  }

  /** Returns the consumer group of a network's windows job. */
  public static String windowsConsumerGroup(String network) {
    return network + "-windows";
  }

  /** Returns what the job's transactional ids begin with where it writes to a topic. */
  public static String transactionalIdPrefix(String network, Topic topic) {
    return network + "-" + topic.name();
  }

  private static Acl transactions(String network, Topic topic) {
    return Acl.prefixed(
        Resource.TRANSACTIONAL_ID, transactionalIdPrefix(network, topic), WRITE, DESCRIBE);
  }
}
