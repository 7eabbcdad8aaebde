package io.quittance.stack.cluster;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.BrokerGroup;
import io.quittance.stack.local.EmbeddedBroker;
import io.quittance.stack.local.LocalStackOptions;
import java.time.Duration;
import java.util.Objects;

/**
 * How a cluster on this machine is started.
 *
 * @param home where keys, logs and checkpoints are, as a local stack's
 * @param networkName name of a new network
 * @param partitions number of partitions of a new ledger, 0 for "as it is" or the default
 * @param brokers number of Kafka brokers, 1 or 3 to {@link BrokerGroup#MAX_BROKERS}; fixed for the
 *     life of a ledger
 * @param brokerClockStep by how much each broker's clock is ahead of the one before it
 * @param taskManagers number of TaskManager processes, 1 to {@link #MAX_TASK_MANAGERS}
 * @param slots instances of the job that each can run, 1 to {@link #MAX_SLOTS}
 * @param kafkaPort the first broker's port, the others have the next; another is found when it is 0
 *     or taken
 * @param webPort the port of the web UI, likewise
 * @param prometheusPort the first process's Prometheus port, likewise; the others have the next
 * @param severable whether any process can be cut off from any other: each connection leads through
 *     this one then
 * @param settlement how the job runs
 */
public record ClusterOptions(
    QuittanceHome home,
    String networkName,
    int partitions,
    int brokers,
    Duration brokerClockStep,
    int taskManagers,
    int slots,
    int kafkaPort,
    int webPort,
    int prometheusPort,
    boolean severable,
    SettlementOptions settlement) {
  /** Most TaskManagers that make sense on one machine. */
  public static final int MAX_TASK_MANAGERS = 16;

  /** Most slots of a TaskManager. */
  public static final int MAX_SLOTS = 16;

  public ClusterOptions {
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(networkName, "networkName");
    Objects.requireNonNull(settlement, "settlement");
    Objects.requireNonNull(brokerClockStep, "brokerClockStep");
    BrokerGroup.requireSize(brokers);
    requireWithin("number of TaskManagers", taskManagers, 1, MAX_TASK_MANAGERS);
    requireWithin("number of slots", slots, 1, MAX_SLOTS);
    requireWithin("parallelism", settlement.parallelism(), 1, taskManagers * slots);
  }

  /** Returns two TaskManagers, each able to run all of a job of two instances alone. */
  public static ClusterOptions in(QuittanceHome home) {
    return new ClusterOptions(
        home,
        "local",
        0,
        1,
        Duration.ZERO,
        2,
        2,
        LocalStackOptions.KAFKA_PORT,
        LocalStackOptions.WEB_PORT,
        LocalStackOptions.PROMETHEUS_PORT,
        false,
        SettlementOptions.defaults()
            .withTransactionTimeout(EmbeddedBroker.MAX_TRANSACTION_TIMEOUT));
  }

  /** Returns these options with other numbers of processes. */
  public ClusterOptions withTaskManagers(int count, int slotsOfEach) {
    return new ClusterOptions(
        home,
        networkName,
        partitions,
        brokers,
        brokerClockStep,
        count,
        slotsOfEach,
        kafkaPort,
        webPort,
        prometheusPort,
        severable,
        settlement);
  }

  /**
   * Returns these options with another number of brokers.
   *
   * @param clockStep by how much each one's clock is ahead of the one before it
   */
  public ClusterOptions withBrokers(int count, Duration clockStep) {
    return new ClusterOptions(
        home,
        networkName,
        partitions,
        count,
        clockStep,
        taskManagers,
        slots,
        kafkaPort,
        webPort,
        prometheusPort,
        severable,
        settlement);
  }

  /** Returns these options for a network of that name and so many partitions. */
  public ClusterOptions withNetwork(String name, int ledgerPartitions) {
    return new ClusterOptions(
        home,
        name,
        ledgerPartitions,
        brokers,
        brokerClockStep,
        taskManagers,
        slots,
        kafkaPort,
        webPort,
        prometheusPort,
        severable,
        settlement);
  }

  /** Returns these options with any free ports. */
  public ClusterOptions anyPorts() {
    return withPorts(0, 0, 0);
  }

  /** Returns these options with other ports. */
  public ClusterOptions withPorts(int kafka, int web, int prometheus) {
    return new ClusterOptions(
        home,
        networkName,
        partitions,
        brokers,
        brokerClockStep,
        taskManagers,
        slots,
        kafka,
        web,
        prometheus,
        severable,
        settlement);
  }

  /** Returns these options with connections that can be severed. */
  public ClusterOptions withSeverableConnections() {
    return new ClusterOptions(
        home,
        networkName,
        partitions,
        brokers,
        brokerClockStep,
        taskManagers,
        slots,
        kafkaPort,
        webPort,
        prometheusPort,
        true,
        settlement);
  }

  /** Returns these options with another way for the job to run. */
  public ClusterOptions with(SettlementOptions other) {
    return new ClusterOptions(
        home,
        networkName,
        partitions,
        brokers,
        brokerClockStep,
        taskManagers,
        slots,
        kafkaPort,
        webPort,
        prometheusPort,
        severable,
        other);
  }

  /** Returns these options with another longest time between a checkpoint and its commit. */
  public ClusterOptions withTransactionTimeout(Duration timeout) {
    return with(settlement.withTransactionTimeout(timeout));
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
