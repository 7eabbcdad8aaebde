package io.quittance.stack.local;

import io.quittance.jobs.configuration.Settings;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.host.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How a local stack is started; each method returns the options themselves. */
public final class LocalStackOptions {
  /** Port of the local broker unless told otherwise. */
  public static final int KAFKA_PORT = Settings.LOCAL_KAFKA_PORT.defaultValue();

  /** Port of Flink's web UI unless told otherwise. */
  public static final int WEB_PORT = Settings.LOCAL_WEB_PORT.defaultValue();

  /** Port of Flink's Prometheus endpoint unless told otherwise. */
  public static final int PROMETHEUS_PORT = Settings.LOCAL_PROMETHEUS_PORT.defaultValue();

  private static final int DEFAULT_PARTITIONS = 4;
  private static final int MAX_PARTITIONS = 128;

  private final QuittanceHome home;
  private String name = "local";
  private int partitions;
  private int kafkaPort = KAFKA_PORT;
  private int webPort = WEB_PORT;
  private int prometheusPort = PROMETHEUS_PORT;
  private SettlementOptions settlement = SettlementOptions.defaults();

  private Optional<Path> from = Optional.empty();

  /** A stack may be off for long between a checkpoint and the commit of what belongs to it. */
  private Duration transactionTimeout = EmbeddedBroker.MAX_TRANSACTION_TIMEOUT;

  private boolean checkpointsByHand;
  private Map<String, String> brokerSettings = Map.of();

  private LocalStackOptions(QuittanceHome home) {
    this.home = Objects.requireNonNull(home, "home");
  }

  /** Returns the options of a stack that lives in a home. */
  public static LocalStackOptions in(QuittanceHome home) {
    return new LocalStackOptions(home);
  }

  /** The network's name, "local" unless told otherwise; fixed at the first start. */
  public LocalStackOptions network(String networkName) {
    name = Objects.requireNonNull(networkName, "networkName");
    return this;
  }

  /** Number of partitions of the ledger, 1 to 128; fixed at the first start, then 4. */
  public LocalStackOptions partitions(int count) {
    if (count < 1 || count > MAX_PARTITIONS) {
      throw new IllegalArgumentException(
          "the number of partitions must be 1 to " + MAX_PARTITIONS + ", not " + count);
    }
    partitions = count;
    return this;
  }

  /** The broker's port; another is found when it is 0 or taken. */
  public LocalStackOptions kafkaPort(int port) {
    kafkaPort = Ports.requireValid("the Kafka port", port);
    return this;
  }

  /** The web UI's port; another is found when it is 0 or taken. */
  public LocalStackOptions webPort(int port) {
    webPort = Ports.requireValid("the web UI's port", port);
    return this;
  }

  /** The Prometheus endpoint's port; another is found when it is 0 or taken. */
  public LocalStackOptions prometheusPort(int port) {
    prometheusPort = Ports.requireValid("the Prometheus port", port);
    return this;
  }

  /** Any free ports: several stacks can run beside each other. */
  public LocalStackOptions anyPorts() {
    return kafkaPort(0).webPort(0).prometheusPort(0);
  }

  /** How the settlement job runs. */
  public LocalStackOptions settlement(SettlementOptions settlementOptions) {
    settlement = Objects.requireNonNull(settlementOptions, "settlementOptions");
    return this;
  }

  /** The savepoint to go back to at the start, instead of going on from the newest state. */
  public LocalStackOptions from(Path savepoint) {
    from = Optional.of(savepoint);
    return this;
  }

  /** After what time the broker gives up a transaction that the job has left open; 7 days else. */
  public LocalStackOptions transactionTimeout(Duration timeout) {
    transactionTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * No checkpoint is taken but those that {@link LocalStack#checkpoint} asks for. What must be
   * final when is then the caller's to say, and no matter of chance.
   */
  LocalStackOptions checkpointsByHand() {
    checkpointsByHand = true;
    return this;
  }

  /** Kafka's settings of the broker that shall be other than usual. */
  LocalStackOptions broker(Map<String, String> settings) {
    brokerSettings = Map.copyOf(settings);
    return this;
  }

  /**
   * Starts the stack; the job may still be deploying when this returns.
   *
   * @throws IllegalStateException if something does not start; the message says what and why
   * @throws IllegalArgumentException if the home holds a ledger that these options do not fit
   */
  public LocalStack start() {
    requireUsableMachine();
    StackLock lock = StackLock.take(data());
    EmbeddedBroker broker = null;
    LocalStack stack = null;
    try {
      LogFile.use(data().resolve("stack.log"));
      NetworkFile keyed = LocalNetwork.open(home, name, partitions, DEFAULT_PARTITIONS);
      BrokerDirectories.of(data(), 1);
      EmbeddedBroker.requireCluster(brokerData(), keyed.topics().clusterId());
      broker = EmbeddedBroker.start(brokerData(), kafkaPort, brokerSettings);
      NetworkFile network =
          LedgerTopics.create(keyed.withBootstrapServers(broker.bootstrapServers()), (short) 1);
      network.save(home.networkFile());
      stack = LocalStack.start(this, network, lock, broker);
      return stack;
    } catch (QuittanceException | IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } finally {
      if (stack == null) {
        stop(broker, lock);
      }
    }
  }

  /**
   * Checks the machine, at once.
   *
   * @throws IllegalStateException if Kafka or Flink cannot run here; the message says why
   */
  public static void requireUsableMachine() {
    try {
      Machine.requireUsable();
    } catch (QuittanceException e) {
      throw new IllegalStateException(e.getMessage() + " " + e.advice(), e);
    }
  }

  QuittanceHome home() {
    return home;
  }

  int webPort() {
    return webPort;
  }

  int prometheusPort() {
    return prometheusPort;
  }

  Optional<Path> from() {
    return from;
  }

  Duration transactionTimeout() {
    return transactionTimeout;
  }

  boolean areCheckpointsByHand() {
    return checkpointsByHand;
  }

  Map<String, String> brokerSettings() {
    return brokerSettings;
  }

  /** Returns how the job runs. */
  public SettlementOptions settlement() {
    return settlement;
  }

  /** Returns the directory of the stack's logs and checkpoints. */
  Path data() {
    return home.directory().resolve("stack");
  }

  /** Returns the directory of the broker's log. */
  Path brokerData() {
    return data().resolve("kafka");
  }

  private static void stop(EmbeddedBroker broker, StackLock lock) {
    if (broker != null) {
      broker.close();
    }
    lock.close();
  }
}
