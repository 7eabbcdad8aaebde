package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An old savepoint is restored, a thousand checkpoints back, on brokers that remember the two
 * thousand transactional ids since or have forgotten them; the job that was lost has left a
 * transaction open.
 */
@EnabledIfSystemProperty(
    named = "quittance.long",
    matches = "true",
    disabledReason = "it takes minutes; .ci/run asks for it")
@Timeout(1200)
class RestoreFarBackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration LONG_INTERVAL = Duration.ofMinutes(10);
  private static final String PREFIX = "local-quittance.settlements";
  private static final int CHECKPOINTS_SINCE = 1_000;
  private static final int INSTANCES = 2;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void savepoint_aThousandCheckpointsBack_isRestored_andAllIsFinal(boolean forgotten)
      throws Exception {
    QuittanceHome home = QuittanceHome.of(directory);
    Path savepoint;
    PreparedCommand open;
    WalletAccount alice;
    try (LocalStack stack = options(home).start()) {
      stack.awaitRunning(PATIENCE);
      Town town = Town.of(home, stack.network());
      alice = town.person("alice");
      open = alice.open();
      alice.accepted(open);
      town.send(open);
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(open).getStatus());
      savepoint = stack.savepoint(directory.resolve("savepoints"), PATIENCE);
      stack.checkpoint(PATIENCE);
      town.settled(open);
      stack.crashJob();
      useTransactions(stack.bootstrapServers());
    }
    if (forgotten) {
      forgetTransactions(options(home).brokerData());
    }
    try (LocalStack stack = options(home).from(savepoint).start()) {
      stack.awaitRunning(PATIENCE);
      Town town = Town.of(home, stack.network());
      PreparedCommand issue = town.issuer().issue(alice.address(), 500, "", 1);
      town.send(issue);
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(issue).getStatus());
      stack.checkpoint(PATIENCE);
      town.settled(issue);
      Town.await(
          "all to be final",
          () -> Optional.of(stack.counts()).filter(counts -> counts.uncommitted() == 0));
      List<CommandId> settled =
          town.settled().stream()
              .map(event -> CommandId.of(event.getEventId()))
              .distinct()
              .toList();
      assertEquals(List.of(open.id(), issue.id()), settled);
    }
  }

  /** What a job does with its transactional ids at so many checkpoints, then a crash. */
  private static void useTransactions(String bootstrapServers) throws Exception {
    long last = CHECKPOINTS_SINCE;
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", bootstrapServers);
    client.setProperty("key.serializer", ByteArraySerializer.class.getName());
    client.setProperty("value.serializer", ByteArraySerializer.class.getName());
    try (var sink = new FlinkKafkaInternalProducer<byte[], byte[]>(client, PREFIX + "-0-1")) {
      sink.initTransactions();
      for (int instance = 0; instance < INSTANCES; instance++) {
        for (long checkpoint = 2; checkpoint < last; checkpoint++) {
          sink.setTransactionId(PREFIX + "-" + instance + "-" + checkpoint);
          sink.initTransactions();
        }
      }
    }
    KafkaProducer<byte[], byte[]> lost =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                PREFIX + "-1-" + last,
                "transaction.timeout.ms",
                "" + Duration.ofDays(1).toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    lost.initTransactions();
    lost.beginTransaction();
    for (int partition = 0; partition < 4; partition++) {
      lost.send(
          new ProducerRecord<>(
              Topics.SETTLEMENTS.name(), partition, new byte[32], new byte[] {1, 2, 3}));
    }
    lost.flush();
    // Without a word, as a crash ends it: the transaction stays open.
    lost.close(Duration.ZERO);
  }

  /** Starts the broker alone, on a day on which it forgets what has ended. */
  private static void forgetTransactions(Path data) throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(
                data,
                0,
                Map.of(
                    "transactional.id.expiration.ms",
                    "1000",
                    "transaction.remove.expired.transaction.cleanup.interval.ms",
                    "500"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<String> left =
          Town.await(
              "all but the open transaction to be forgotten",
              () -> Optional.of(ids(admin, null)).filter(ids -> ids.size() == 1));
      assertEquals(List.of(PREFIX + "-1-" + CHECKPOINTS_SINCE), left);
      assertEquals(left, ids(admin, TransactionState.ONGOING));
    }
  }

  private static List<String> ids(Admin admin, TransactionState state) throws Exception {
    ListTransactionsOptions options = new ListTransactionsOptions();
    if (state != null) {
      options.filterStates(List.of(state));
    }
    List<String> ids = new ArrayList<>();
    admin.listTransactions(options).all().get().forEach(each -> ids.add(each.transactionalId()));
    return ids;
  }

  private static LocalStackOptions options(QuittanceHome home) {
    return LocalStack.in(home)
        .anyPorts()
        .settlement(
            SettlementOptions.defaults()
                .withParallelism(INSTANCES)
                .withTransactionTimeout(LONG_INTERVAL.multipliedBy(2))
                .withCheckpointInterval(LONG_INTERVAL));
  }
}
