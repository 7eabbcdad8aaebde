package io.quittance.stack.local;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.host.DurableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker and controller (KRaft) inside this process, alone or as one of a {@link
 * BrokerGroup}.
 *
 * <p>It listens on the loopback address only, keeps its log in a directory and finds it again when
 * it is started on the same one.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /**
   * The longest transaction timeout that the broker grants. A transaction that times out between a
   * checkpoint and its commit is lost, and a stack that was killed may be off for days.
   */
  public static final Duration MAX_TRANSACTION_TIMEOUT = SettlementOptions.MAX_TRANSACTION_TIMEOUT;

  /**
   * How long the broker remembers an idle transactional id: the job takes new ones at each
   * checkpoint, and may keep one ready for ten times the longest interval between two.
   */
  private static final Duration TRANSACTIONAL_ID_EXPIRATION = Duration.ofHours(2);

  /** How long it remembers an idle producer, of which each checkpoint has new ones, too. */
  private static final Duration PRODUCER_ID_EXPIRATION = Duration.ofMinutes(10);

  /**
   * How long a start may wait for the controller, in this same process: a machine that is very busy
   * needs long, and after a crash the controller believes in the broker before for some seconds.
   */
  private static final Duration REGISTRATION_PATIENCE = Duration.ofMinutes(10);

  /**
   * How long controllers wait for a word of their leader before they choose another: with Kafka's 2
   * s they chose all the time on a busy machine, and no broker could register.
   */
  private static final Duration CONTROLLER_PATIENCE = Duration.ofSeconds(6);

  private static final Duration TIMED_OUT_CHECK_INTERVAL = Duration.ofSeconds(1);

  private static final String FORMAT_MARK = "meta.properties";
  private static final String METADATA_LOG = "__cluster_metadata-0";

  /** The only address that a broker listens on. */
  static final String HOST = "127.0.0.1";

  private static final int NODE = 1;

  private final KafkaRaftServer server;
  private final int port;
  private final PlainLink logs;
  private boolean closed;

  private EmbeddedBroker(KafkaRaftServer server, int port, PlainLink logs) {
    this.server = server;
    this.port = port;
    this.logs = logs;
  }

  /**
   * Starts a broker.
   *
   * @param directory where its log is or shall be
   * @param preferredPort the port to listen on; another is taken when it is 0 or not free
   * @throws IllegalStateException if the broker does not start; the message says why
   */
  public static EmbeddedBroker start(Path directory, int preferredPort) {
    return start(directory, preferredPort, Map.of());
  }

  /**
   * Starts one broker of a group. Processes of its cluster are led by one name and port to it for
   * everything, as others are led by the loopback address.
   *
   * @param directory where its log is or shall be
   * @param group every broker's addresses
   * @param number which of them to start, from 1
   */
  public static EmbeddedBroker start(Path directory, BrokerGroup group, int number) {
    BrokerGroup.Member member = group.member(number);
    Map<String, String> settings = settings(directory, number, group.members().size());
    String outside = "PLAINTEXT://" + HOST + ":" + member.outside();
    settings.put(
        "listeners",
        outside + ",INSIDE://" + HOST + ":" + member.inside() + controller(member.controller()));
    settings.put(
        "advertised.listeners", outside + ",INSIDE://" + member.host() + ":" + member.inside());
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "INSIDE");
    settings.put("controller.quorum.voters", group.voters());
    settings.put(
        "controller.quorum.fetch.timeout.ms", Long.toString(CONTROLLER_PATIENCE.toMillis()));
    settings.put("offsets.topic.num.partitions", "" + group.internalPartitions());
    settings.put("transaction.state.log.num.partitions", "" + group.internalPartitions());
    settings.put("share.coordinator.state.topic.num.partitions", "" + group.internalPartitions());
    return start(
        directory,
        group.clusterId(),
        settings,
        member.outside(),
        ClockAhead.by(group.clockAhead(number)));
  }

  private static String controller(int port) {
    return ",CONTROLLER://" + HOST + ":" + port;
  }

  /**
   * Starts a broker with some settings of its own.
   *
   * @param overrides Kafka's settings that shall be other than usual here
   */
  static EmbeddedBroker start(Path directory, int preferredPort, Map<String, String> overrides) {
    int port = Ports.free(preferredPort);
    int controllerPort = Ports.free(0);
    Map<String, String> settings = settings(directory, NODE, 1);
    settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + controller(controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    settings.putAll(overrides);
    return start(directory, Uuid.randomUuid().toString(), settings, port, Time.SYSTEM);
  }

  private static EmbeddedBroker start(
      Path directory, String clusterId, Map<String, String> settings, int port, Time clock) {
    EmbeddedBroker broker = null;
    PlainLink logs = null;
    try {
      format(directory, clusterId, Integer.parseInt(settings.get("node.id")));
      // Kafka splits its list of directories at commas, and knows no way to quote one.
      logs = PlainLink.to(directory);
      settings.put("log.dirs", logs.path().toString());
      broker = new EmbeddedBroker(started(settings, clock), port, logs);
      return broker;
    } catch (Exception e) {
      throw new IllegalStateException(
          "the Kafka broker on " + directory + " did not start: " + e.getMessage(), e);
    } finally {
      if (broker == null && logs != null) {
        close(logs);
      }
    }
  }

  private static void close(PlainLink logs) {
    try {
      logs.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the link " + logs.path() + " could not be removed", e);
    }
  }

  private static KafkaRaftServer started(Map<String, String> settings, Time clock) {
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), clock);
    boolean started = false;
    try {
      server.startup();
      started = true;
      return server;
    } finally {
      if (!started) {
        // What has started of it would keep the process alive, and the directory locked.
        server.shutdown();
      }
    }
  }

  /** Returns the address that Kafka clients start from, host:port. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Returns the port that the broker listens on. */
  public int port() {
    return port;
  }

  /** Stops the broker; its log stays. A second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
    close(logs);
  }

  /**
   * Checks that a directory holds the broker of a cluster, before a broker is started on it: on an
   * empty one it would begin another.
   *
   * @param clusterId Kafka's id of the cluster; empty for whichever
   * @throws IllegalStateException if the directory holds another cluster's broker, or none
   */
  public static void requireCluster(Path directory, String clusterId) {
    if (clusterId.isEmpty()) {
      return;
    }
    Path file = directory.resolve(FORMAT_MARK);
    Properties properties = new Properties();
    try {
      if (Files.exists(file)) {
        properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the file " + file + " cannot be read: " + e, e);
    }
    String found = properties.getProperty("cluster.id");
    if (!clusterId.equals(found)) {
      throw new IllegalStateException(
          String.format(
              "this ledger's records stand on the Kafka cluster %s, but %s holds %s. Nothing was"
                  + " started. Put the broker's directory back; a new ledger begins in another"
                  + " home.",
              clusterId,
              directory,
              found == null ? "no broker's log" : "that of the cluster " + found));
    }
  }

  /**
   * Returns the name for itself of the cluster that a broker's directory belongs to; nothing if no
   * broker has been started there.
   */
  public static Optional<String> clusterId(Path directory) throws IOException {
    Path file = directory.resolve(FORMAT_MARK);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    return Optional.ofNullable(properties.getProperty("cluster.id"));
  }

  /** Makes a directory the log of a new broker that is alone, unless it is one. */
  static void format(Path directory) throws Exception {
    format(directory, Uuid.randomUuid().toString(), NODE);
  }

  /**
   * Makes a directory the log of a new broker, unless it is one. Kafka's own formatting can be cut
   * short so that no later start succeeds; so it is done beside, and the file by which a directory
   * is known as formatted is put in its place last.
   */
  private static void format(Path directory, String clusterId, int node) throws Exception {
    Path mark = directory.resolve(FORMAT_MARK);
    if (Files.exists(mark) && Files.size(mark) > 0) {
      return;
    }
    if (Files.exists(directory.resolve(METADATA_LOG))) {
      throw new IllegalStateException("it holds a log, but its " + FORMAT_MARK + " is missing");
    }
    Path beside = directory.resolveSibling(directory.getFileName() + ".formatting");
    Utils.delete(beside.toFile());
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(node)
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(beside.toString()))
        .setMetadataLogDirectory(beside.toString())
        .setClusterId(clusterId)
        .run();
    DurableFile.createDirectories(directory);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(beside, file -> !file.endsWith(FORMAT_MARK))) {
      for (Path file : files) {
        DurableFile.replace(directory.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    DurableFile.replace(mark, Files.readAllBytes(beside.resolve(FORMAT_MARK)));
    Utils.delete(beside.toFile());
  }

  /** Returns what does not depend on how the broker is reached. */
  private static Map<String, String> settings(Path directory, int node, int brokers) {
    String replicas = Short.toString(BrokerGroup.replicas(brokers));
    String inSync = Integer.toString(BrokerGroup.inSync(brokers));
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(node));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", directory.toString());
    // Topics come from the catalogue; a mistyped name must not make one.
    settings.put("auto.create.topics.enable", "false");
    settings.put("min.insync.replicas", inSync);
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", replicas);
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", replicas);
    settings.put("transaction.state.log.min.isr", inSync);
    settings.put("transaction.max.timeout.ms", Long.toString(MAX_TRANSACTION_TIMEOUT.toMillis()));
    settings.put(
        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
        Long.toString(TIMED_OUT_CHECK_INTERVAL.toMillis()));
    settings.put(
        "transactional.id.expiration.ms", Long.toString(TRANSACTIONAL_ID_EXPIRATION.toMillis()));
    settings.put("producer.id.expiration.ms", Long.toString(PRODUCER_ID_EXPIRATION.toMillis()));
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", replicas);
    settings.put("share.coordinator.state.topic.min.isr", inSync);
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put(
        "initial.broker.registration.timeout.ms", Long.toString(REGISTRATION_PATIENCE.toMillis()));
    // Else the next start waits until the controller takes this broker for dead.
    settings.put("controlled.shutdown.enable", "true");
    return settings;
  }
}
