package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.Audit;
import io.quittance.audit.Report;
import io.quittance.jobs.deployment.LedgerJob;
import io.quittance.jobs.deployment.SettlementApplication;
import io.quittance.jobs.deployment.WindowsApplication;
import io.quittance.jobs.requirements.KafkaRights;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.network.watch.TopicWatch;
import io.quittance.schemas.Role;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.client.SentCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everybody on a cluster with TLS, passwords and access lists, each with his own role. */
@Timeout(900)
class SecureKafkaTest {
  private static final String NETWORK = "secure";
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Town.PATIENCE;

  @TempDir static Path directory;
  private static SecureBroker broker;
  private static QuittanceHome home;
  private static NetworkFile network;

  @BeforeAll
  static void start() throws Exception {
    broker = SecureBroker.start(directory);
    LedgerTopics.create(broker.adminServers(), PARTITIONS, (short) 1);
    for (Role role : Roles.all(NETWORK)) {
      broker.allow(role, password(role.name()));
    }
    home = QuittanceHome.of(directory.resolve("home"));
    network =
        LocalNetwork.open(home, NETWORK, PARTITIONS, PARTITIONS)
            .withBootstrapServers(broker.bootstrapServers());
    network.save(home.networkFile());
    byte[] garbage = {1};
    KafkaLog.send(
        broker.adminServers(),
        List.of(new ProducerRecord<>(Topics.JOURNAL.name(), 0, garbage, garbage)));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void everyRole_withItsRights_doesItsWork() throws Exception {
    SettlementOptions options = SettlementOptions.defaults();
    Path checkpoints = directory.resolve("checkpoints");
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(LedgerJob.settings(options, checkpoints), 2, 0, 0)) {
      JobID job = flink.submit(application(options, checkpoints));
      Town.await("the job to run", () -> Optional.of(1).filter(i -> flink.allTasksRun(job)));
      WalletAccount alice = Town.of(home, network).person("alice");
      try (QuittanceClient client = QuittanceClient.connect(network, settings("processor"))) {
        SentCommand sent = client.send(alice.open());
        assertEquals(ReceiptStatus.ACCEPTED, sent.awaitReceipt(PATIENCE).content().getStatus());
        sent.awaitFinal(PATIENCE);
        // Balances have transactions of their own, which nothing waits for.
        Town.await("the balance", () -> client.balance(alice.id()));
      }
      Report report = Audit.of(network, settings("auditor"));
      assertTrue(report.agrees(), report.differences().toString());
      assertEquals(1, report.published().events());
      assertEquals(1, read("analyst", Topics.SETTLEMENTS));
      flink.cancel(job);
      // Nobody gave the new job the state of the old one.
      assertRefusedWithoutState(flink, application(options, checkpoints));
      JobID windows = flink.submit(windows(options, checkpoints));
      Town.await("the windows job to read", SecureKafkaTest::windowsOffset);
      flink.cancel(windows);
      assertRefusedWithoutState(flink, windows(options, checkpoints));
    }
  }

  private static void assertRefusedWithoutState(EmbeddedFlink flink, StreamGraph graph)
      throws Exception {
    JobID stateless = flink.submit(graph);
    Town.await(
        "the job to be refused",
        () -> Optional.of(1).filter(i -> flink.status(stateless) == JobStatus.FAILED));
    assertSays(
        (Exception) deepest(flink.lastFailure(stateless).orElseThrow()), "started without state");
  }

  /** Returns how far the windows job has said that it is, at its last checkpoint. */
  private static Optional<OffsetAndMetadata> windowsOffset() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.adminServers()))) {
      return admin
          .listConsumerGroupOffsets(Roles.windowsConsumerGroup(NETWORK))
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .findFirst();
    }
  }

  private static StreamGraph windows(SettlementOptions options, Path checkpoints) throws Exception {
    return WindowsApplication.define(
            StreamExecutionEnvironment.getExecutionEnvironment(
                LedgerJob.settings(options, checkpoints)),
            Optional.of(configuration("windows").toString()),
            Map.of())
        .getStreamGraph();
  }

  private static StreamGraph application(SettlementOptions options, Path checkpoints)
      throws Exception {
    return SettlementApplication.define(
            StreamExecutionEnvironment.getExecutionEnvironment(
                LedgerJob.settings(options, checkpoints)),
            Optional.of(configuration("job").toString()),
            Map.of())
        .getStreamGraph();
  }

  private static Throwable deepest(Throwable failure) {
    return failure.getCause() == null ? failure : deepest(failure.getCause());
  }

  @Test
  void reader_withoutTheRight_isToldWhichAndWho() throws Exception {
    for (String role : List.of("analyst", "processor")) {
      assertSays(
          assertThrows(QuittanceException.class, () -> Audit.of(network, settings(role))),
          "deny user " + role + " to READ topic quittance.");
      assertSays(
          assertThrows(QuittanceException.class, () -> read(role, Topics.JOURNAL)),
          "deny user " + role + " to READ topic quittance.journal");
    }
    try (TopicWatch watch =
        TopicWatch.start(
            broker.bootstrapServers(), settings("analyst"), Topics.REJECTIONS, record -> {})) {
      IllegalStateException denied = Town.await("the watch to be denied", () -> failureOf(watch));
      assertSays(denied, "deny user analyst to READ topic quittance.rejections");
    }
  }

  @Test
  void sender_withoutTheRight_isToldThatNothingWasSent() throws Exception {
    WalletAccount eve = Town.of(home, network).person("eve");
    try (QuittanceClient client = QuittanceClient.connect(network, settings("auditor"))) {
      // The second finds a producer that has been refused.
      for (int i = 0; i < 2; i++) {
        QuittanceException denied =
            assertThrows(QuittanceException.class, () -> client.send(eve.open()));
        assertSays(denied, "deny user auditor to WRITE topic quittance.journal");
        assertFalse(denied.advice().contains("may still be settled"), denied.advice());
      }
    }
  }

  @Test
  void job_withoutItsRights_isToldAllOfThemBeforeItStarts() throws Exception {
    Role role = Roles.job(NETWORK);
    IllegalStateException denied =
        assertThrows(
            IllegalStateException.class,
            () -> KafkaRights.require(settings("auditor").client(broker.bootstrapServers()), role));
    assertSays(denied, "deny user auditor what the role \"job\" needs: ");
    assertSays(denied, "DESCRIBE_CONFIGS on the cluster kafka-cluster");
    assertSays(denied, "WRITE, DESCRIBE_CONFIGS on topic quittance.receipts");
    assertSays(denied, "on consumer group secure-settlement");
    assertSays(denied, "on consumer group secure-statements");
    assertSays(denied, "on transactional ids that begin with secure-quittance.settlements");
    assertDoesNotThrow(
        () -> KafkaRights.require(settings("job").client(broker.bootstrapServers()), role));
  }

  @Test
  void wrongPassword_isToldForWalletAuditAndJob() throws Exception {
    KafkaSettings wrong = broker.settings("analyst", "guessed");
    String said = "do not believe that this is user analyst";
    assertRefused(wrong, said);
    assertSays(
        assertThrows(
            IllegalStateException.class,
            () -> KafkaRights.require(wrong.client(broker.bootstrapServers()), Roles.job(NETWORK))),
        said);
  }

  @Test
  void untrustedCertificate_isTold() throws Exception {
    KafkaSettings deceived =
        KafkaSettings.load(broker.properties("analyst", password("analyst"), "stranger"));
    assertRefused(deceived, "The certificate of the brokers at ");
    assertSays(
        assertThrows(
            IllegalStateException.class,
            () ->
                KafkaRights.require(
                    deceived.client(broker.bootstrapServers()), Roles.job(NETWORK))),
        "is not trusted");
  }

  @Test
  void trustStore_thatIsNotThere_isTold() throws Exception {
    KafkaSettings broken =
        broker
            .settings("analyst", password("analyst"))
            .with(KafkaSettings.of("it", Map.of("ssl.truststore.location", "/no/such.p12")));
    assertRefused(broken, "Kafka's client cannot be set so: ");
    assertRefused(broken, "/no/such.p12");
  }

  private static void assertRefused(KafkaSettings settings, String said) {
    QuittanceException reading =
        assertThrows(QuittanceException.class, () -> Audit.of(network, settings));
    assertSays(reading, said);
    assertTrue(reading.advice().contains(settings.source()), reading.advice());
    assertSays(
        assertThrows(QuittanceException.class, () -> QuittanceClient.connect(network, settings)),
        said);
  }

  private static void assertSays(Exception refusal, String said) {
    String message = refusal.getMessage();
    assertTrue(message.contains(said), message);
    assertFalse(message.contains("secret-"), message);
  }

  private static Optional<IllegalStateException> failureOf(TopicWatch watch) {
    try {
      watch.requireAlive();
      return Optional.empty();
    } catch (IllegalStateException failure) {
      return Optional.of(failure);
    }
  }

  private static int read(String role, Topic topic) throws Exception {
    AtomicInteger seen = new AtomicInteger();
    try (LogReader reader = LogReader.committed(broker.bootstrapServers(), settings(role))) {
      reader.readAll(reader.partitions(topic), record -> seen.incrementAndGet());
    }
    return seen.get();
  }

  private static Path configuration(String role) throws Exception {
    return Files.writeString(
        directory.resolve(role + ".yaml"),
        String.format(
            """
            network.file: %s
            operator.keys.directory: %s
            kafka.properties.file: %s
            job.checkpoint.interval: 200 ms
            """,
            home.networkFile(), home.directory(), broker.properties(role, password(role))));
  }

  private static KafkaSettings settings(String role) throws Exception {
    return broker.settings(role, password(role));
  }

  private static String password(String role) {
    return "secret-" + role;
  }
}
