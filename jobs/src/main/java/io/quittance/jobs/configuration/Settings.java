package io.quittance.jobs.configuration;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.settlement.SettlementOptions.StateBackend;
import io.quittance.jobs.windows.WindowOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;

/** The catalogue of settings: what a configuration file may say. */
public final class Settings {
  /** What the names of Kafka's own settings begin with here. */
  public static final String KAFKA_CLIENT = "kafka.client.";

  private static final String VARIABLE_PREFIX = "QUITTANCE_";
  private static final SettlementOptions JOB = SettlementOptions.defaults();
  private static final WindowOptions WINDOWS = WindowOptions.defaults();

  public static final ConfigOption<String> NETWORK_NAME =
      key("network.name")
          .stringType()
          .defaultValue("local")
          .withDescription("Name of a new local network, fixed at its first start.");

  public static final ConfigOption<Integer> NETWORK_PARTITIONS =
      key("network.partitions")
          .intType()
          .noDefaultValue()
          .withDescription("Partitions of a new ledger, 1 to 128, then fixed; 4 unless set.");

  public static final ConfigOption<String> NETWORK_FILE =
      key("network.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Network file of a job in application mode; network.json in $QUITTANCE_HOME unless"
                  + " set.");

  public static final ConfigOption<String> OPERATOR_KEYS =
      key("operator.keys.directory")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Directory of the keys that receipts are signed with: operator.json, operator-2.json"
                  + " and so on; $QUITTANCE_HOME unless set.");

  public static final ConfigOption<String> KAFKA_SERVERS =
      key("kafka.bootstrap.servers")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Brokers of a job in application mode, host:port; the network file's unless set.");

  public static final ConfigOption<String> KAFKA_FILE =
      key("kafka.properties.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Properties file with Kafka's own client settings, TLS and SASL among them, for a job"
                  + " in application mode; kafka.properties in $QUITTANCE_HOME, where there is one,"
                  + " unless set. They may stand here too: "
                  + KAFKA_CLIENT
                  + "security.protocol and so on.");

  public static final ConfigOption<Integer> PARALLELISM =
      key("job.parallelism")
          .intType()
          .defaultValue(JOB.parallelism())
          .withDescription(
              "Instances of each operator of the job, 1 to 128; in application mode Flink's"
                  + " parallelism.default unless set.");

  public static final ConfigOption<Integer> BATCH_COMMANDS =
      key("job.batch.commands")
          .intType()
          .defaultValue(JOB.batchCommands())
          .withDescription("Most commands verified with one multiplication, 1 to 4096.");

  public static final ConfigOption<Duration> BATCH_WAIT =
      key("job.batch.wait")
          .durationType()
          .defaultValue(JOB.batchWait())
          .withDescription("Longest time a command waits for a batch to fill, up to 1 s.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("job.checkpoint.interval")
          .durationType()
          .defaultValue(JOB.checkpointInterval())
          .withDescription("Time between checkpoints, the final lane's pace; 10 ms to 10 min.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      key("job.transaction.timeout")
          .durationType()
          .defaultValue(SettlementOptions.MAX_TRANSACTION_TIMEOUT)
          .withDescription(
              "After what time brokers give up a transaction that the job left open: longer than the"
                  + " longest recovery, and at most their transaction.max.timeout.ms; up to 7 d.");

  public static final ConfigOption<Integer> COALESCED_BALANCES =
      key("job.coalesced.balances")
          .intType()
          .defaultValue(JOB.coalescedBalances())
          .withDescription("Most balances held back until a checkpoint, 1 to 1000000.");

  public static final ConfigOption<StateBackend> STATE_BACKEND =
      key("job.state.backend")
          .enumType(StateBackend.class)
          .defaultValue(JOB.stateBackend())
          .withDescription("Where accounts are kept: rocksdb, on disk; hashmap, in memory.");

  public static final ConfigOption<Duration> WINDOWS_SIZE =
      key("windows.size")
          .durationType()
          .defaultValue(WINDOWS.size())
          .withDescription(
              "Length of a window whose encrypted amounts are summed, 100 ms or more; fixed once"
                  + " totals are published.");

  public static final ConfigOption<Integer> WINDOWS_AT_LEAST =
      key("windows.at.least")
          .intType()
          .defaultValue(WINDOWS.atLeast())
          .withDescription("Fewest transfers that a total may be of, 2 or more; fixed likewise.");

  public static final ConfigOption<Integer> LOCAL_KAFKA_PORT =
      key("local.kafka.port")
          .intType()
          .defaultValue(9092)
          .withDescription("Port of the local broker; another one if taken, any free one if 0.");

  public static final ConfigOption<Integer> LOCAL_WEB_PORT =
      key("local.web.port")
          .intType()
          .defaultValue(8081)
          .withDescription("Port of the local Flink's web UI, likewise.");

  public static final ConfigOption<Integer> LOCAL_PROMETHEUS_PORT =
      key("local.prometheus.port")
          .intType()
          .defaultValue(9249)
          .withDescription(
              "Port of the local metrics, likewise; a cluster's other processes have the next.");

  public static final ConfigOption<Integer> BROKERS =
      key("cluster.brokers")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Kafka brokers of a cluster on this machine, 1 or 3 to 5; fixed at the first start.");

  public static final ConfigOption<Integer> TASK_MANAGERS =
      key("cluster.taskmanagers")
          .intType()
          .defaultValue(2)
          .withDescription("TaskManager processes of a cluster on this machine, 1 to 16.");

  public static final ConfigOption<Integer> SLOTS =
      key("cluster.slots")
          .intType()
          .defaultValue(2)
          .withDescription("Instances of the job that each of them can run, 1 to 16.");

  public static final ConfigOption<LogFormat> LOG_FORMAT =
      key("log.format")
          .enumType(LogFormat.class)
          .defaultValue(LogFormat.TEXT)
          .withDescription("Log lines of the local stack and cluster: text, or json for programs.");

  private Settings() {}

  /** Returns every setting, in the order of the documentation. */
  static List<ConfigOption<?>> all() {
    return List.of(
        NETWORK_NAME,
        NETWORK_PARTITIONS,
        NETWORK_FILE,
        OPERATOR_KEYS,
        KAFKA_SERVERS,
        KAFKA_FILE,
        PARALLELISM,
        BATCH_COMMANDS,
        BATCH_WAIT,
        CHECKPOINT_INTERVAL,
        TRANSACTION_TIMEOUT,
        COALESCED_BALANCES,
        STATE_BACKEND,
        WINDOWS_SIZE,
        WINDOWS_AT_LEAST,
        LOCAL_KAFKA_PORT,
        LOCAL_WEB_PORT,
        LOCAL_PROMETHEUS_PORT,
        BROKERS,
        TASK_MANAGERS,
        SLOTS,
        LOG_FORMAT);
  }

  /** Returns the name of the environment variable that overrides a setting. */
  static String variable(String key) {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static OptionBuilder key(String name) {
    return ConfigOptions.key(name);
  }
}
