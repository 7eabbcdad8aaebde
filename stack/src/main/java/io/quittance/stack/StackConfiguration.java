package io.quittance.stack;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.configuration.Settings;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.stack.cluster.ClusterOptions;
import io.quittance.stack.local.LocalStackOptions;
import java.time.Duration;

/** What an operator has set of a stack or a cluster on this machine. */
public final class StackConfiguration {
  private final OperatorConfiguration configuration;

  private StackConfiguration(OperatorConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Reads a configuration's settings of this machine.
   *
   * @throws QuittanceException if one of them cannot be; the message names it
   */
  public static StackConfiguration of(OperatorConfiguration configuration)
      throws QuittanceException {
    StackConfiguration stack = new StackConfiguration(configuration);
    stack.localStack();
    stack.processes();
    return stack;
  }

  /** Returns a local stack of the configuration's home. */
  public LocalStackOptions localStack() throws QuittanceException {
    SettlementOptions settlement = configuration.settlement();
    LocalStackOptions stack =
        LocalStackOptions.in(configuration.home())
            .settlement(settlement)
            .transactionTimeout(settlement.transactionTimeout())
            .network(configuration.get(Settings.NETWORK_NAME));
    if (configuration.has(Settings.NETWORK_PARTITIONS)) {
      configuration.with(Settings.NETWORK_PARTITIONS, stack::partitions);
    }
    configuration.with(Settings.LOCAL_KAFKA_PORT, stack::kafkaPort);
    configuration.with(Settings.LOCAL_WEB_PORT, stack::webPort);
    return configuration.with(Settings.LOCAL_PROMETHEUS_PORT, stack::prometheusPort);
  }

  /** Returns a cluster of processes on the configuration's home. */
  public ClusterOptions cluster() throws QuittanceException {
    ClusterOptions processes = processes();
    SettlementOptions settlement = configuration.settlement();
    int partitions =
        configuration.has(Settings.NETWORK_PARTITIONS)
            ? configuration.get(Settings.NETWORK_PARTITIONS)
            : 0;
    return configuration
        .with(
            Settings.PARALLELISM,
            instances -> processes.with(settlement.withParallelism(instances)))
        .withNetwork(configuration.get(Settings.NETWORK_NAME), partitions)
        .withPorts(
            configuration.get(Settings.LOCAL_KAFKA_PORT),
            configuration.get(Settings.LOCAL_WEB_PORT),
            configuration.get(Settings.LOCAL_PROMETHEUS_PORT));
  }

  private ClusterOptions processes() throws QuittanceException {
    ClusterOptions one =
        ClusterOptions.in(configuration.home()).with(configuration.settlement().withParallelism(1));
    ClusterOptions replicated =
        configuration.with(Settings.BROKERS, count -> one.withBrokers(count, Duration.ZERO));
    ClusterOptions sized =
        configuration.with(
            Settings.TASK_MANAGERS,
            count -> replicated.withTaskManagers(count, replicated.slots()));
    return configuration.with(
        Settings.SLOTS, slots -> sized.withTaskManagers(sized.taskManagers(), slots));
  }
}
