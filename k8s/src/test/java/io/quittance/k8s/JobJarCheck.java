package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Settled;
import io.quittance.stack.local.EmbeddedBroker;
import io.quittance.stack.local.LedgerTopics;
import io.quittance.stack.local.LocalNetwork;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.CommandTopicRecord;
import io.quittance.wallet.keys.WalletKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar as the image has it: what is in it, and that a Flink which has nothing else of ours
 * settles with it. It runs when the jar has been packaged.
 */
class JobJarCheck {
  private static final Path JAR = Path.of("target/quittance-settlement.jar").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int PARTITIONS = 4;
  private static final String ASSET = "EURQ";

  @TempDir Path directory;

  @Test
  void jar_holdsTheJobAndNothingThatOnlyTestsOrABrokerNeed() throws IOException {
    TreeSet<String> foreign = new TreeSet<>();
    TreeSet<String> found = new TreeSet<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class"))
          .forEach(
              name -> {
                found.add(name);
                if (!name.matches(
                    "(io/quittance|org/apache/(avro|commons/(lang3|text)|kafka/(clients|common)"
                        + "|flink/(connector|formats/avro|streaming/(connectors/kafka|util)))"
                        + "|com/fasterxml/jackson|com/github/luben|net/jpountz|org/bouncycastle"
                        + "|org/xerial/snappy|org/yaml/snakeyaml)/.*")) {
                  foreign.add(name);
                }
              });
    }
    // What kafka-clients and the connector have besides their clients.
    foreign.removeIf(name -> name.matches("org/apache/(kafka|flink)/(server|shaded)/.*"));
    assertEquals(new TreeSet<>(), foreign);
    for (String application : List.of("SettlementApplication", "WindowsApplication")) {
      assertTrue(found.contains("io/quittance/jobs/deployment/" + application + ".class"));
    }
    assertTrue(found.contains("io/quittance/jobs/windows/WindowsJob.class"));
    for (String unwanted : List.of("wallet", "audit", "stack", "simulation", "trials", "cli")) {
      assertTrue(
          found.stream().noneMatch(name -> name.startsWith("io/quittance/" + unwanted + "/")),
          unwanted);
    }
  }

  @Test
  void jar_onAFlinkOfProcesses_settlesACommand() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory.resolve("home"));
    Files.createDirectories(home.directory());
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
      NetworkFile network =
          LocalNetwork.open(home, "main", PARTITIONS, PARTITIONS)
              .withBootstrapServers(broker.bootstrapServers());
      network.save(home.networkFile());
      LedgerTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
      try (ApplicationProcesses flink =
          ApplicationProcesses.start(directory.resolve("flink"), JAR, configuration(home))) {
        awaitFounded(network, flink);
        assertEquals(opened(network), settled(network, flink));
      }
    }
  }

  private Path configuration(QuittanceHome home) throws IOException {
    Path file = directory.resolve("quittance.yaml");
    Files.writeString(
        file,
        "network.file: %s\noperator.keys.directory: %s\njob.checkpoint.interval: 500 ms\n"
            .formatted(home.networkFile(), home.directory()));
    return file;
  }

  /**
   * Waits until the network's statement stands in every partition of its journal: what was sent
   * before is refused.
   */
  private static void awaitFounded(NetworkFile network, ApplicationProcesses flink)
      throws Exception {
    Set<Integer> founded = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer = reading(network, Topics.JOURNAL)) {
      Instant end = Instant.now().plus(PATIENCE);
      while (founded.size() < PARTITIONS && Instant.now().isBefore(end)) {
        flink.requireAlive();
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          assertTrue(SingleObject.claims(SignedStatement.class, record.value()));
          founded.add(record.partition());
        }
      }
    }
    assertEquals(PARTITIONS, founded.size(), "partitions with a statement");
  }

  private static KafkaConsumer<byte[], byte[]> reading(NetworkFile network, Topic topic) {
    Properties settings = client(network);
    settings.setProperty("isolation.level", "read_committed");
    settings.setProperty("auto.offset.reset", "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .toList());
    return consumer;
  }

  /** Sends the opening of an account and returns the account's id. */
  private static String opened(NetworkFile network) throws Exception {
    SecureRandom random = new SecureRandom();
    WalletKeys keys = WalletKeys.generate("alice", network.identity(), ASSET, random);
    PreparedCommand open = WalletAccount.unopened(keys, network.asset(ASSET), random).open();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            client(network), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(CommandTopicRecord.of(open, PARTITIONS)).get();
    }
    return open.account().toString();
  }

  /** Waits for the first settled event and returns its account's id. */
  private static String settled(NetworkFile network, ApplicationProcesses flink) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = reading(network, Topics.SETTLEMENTS)) {
      Instant end = Instant.now().plus(PATIENCE);
      while (Instant.now().isBefore(end)) {
        flink.requireAlive();
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          Settled event = SingleObject.decode(Settled.class, record.value());
          assertTrue(event.getEvent() instanceof Opened);
          return io.quittance.schemas.AccountId.of(event.getAccount()).toString();
        }
      }
    }
    throw new AssertionError("nothing was settled; Flink says:\n" + flink.output());
  }

  private static Properties client(NetworkFile network) {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", network.bootstrapServers());
    return settings;
  }
}
