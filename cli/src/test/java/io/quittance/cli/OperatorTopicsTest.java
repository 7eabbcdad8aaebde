package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.TopicsEntry;
import io.quittance.schemas.Topics;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.stack.local.EmbeddedBroker;
import io.quittance.stack.local.LedgerTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that others have created, on Kubernetes for example, named in the network's file. */
class OperatorTopicsTest {
  private static final int PARTITIONS = 3;
  private static final SigningKey KEY = SigningKey.of(new byte[SigningKey.BYTES]);

  @TempDir Path directory;

  @Test
  void topics_createdByOthers_areNamedOnce_andNoOthersAfterThem() throws Exception {
    Path file = directory.resolve("network.json");
    NetworkFile stated =
        NetworkFile.found(
            Statement.founding(
                "main",
                KEY.verifyingKey(),
                PARTITIONS,
                OperatorKeys.of(KEY.verifyingKey()),
                List.of()),
            KEY,
            "broker.example:9093");
    stated.save(file);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
      String servers = broker.bootstrapServers();
      Shell none = run(file, servers);
      assertEquals(Quittance.FAILED, none.status);
      assertTrue(none.err.contains(Topics.JOURNAL.name()), none.err);

      LedgerTopics.create(servers, PARTITIONS, (short) 1);
      Shell named = run(file, servers);
      assertEquals(Quittance.OK, named.status, named.err);
      NetworkFile network = NetworkFile.load(file);
      assertEquals(stated, network.withTopics(TopicsEntry.UNNAMED));
      assertEquals(Topics.all().size(), network.topics().ids().size());
      assertFalse(network.topics().clusterId().isEmpty());
      String commands = network.topics().ids().get(Topics.JOURNAL.name());
      assertEquals(present(servers).topicId().toString(), commands);
      assertTrue(named.out.contains(commands), named.out);
      assertEquals(Quittance.OK, run(file, servers).status);

      TopicsEntry other =
          TopicsEntry.of(
              network.topics().clusterId(),
              Map.of(Topics.JOURNAL.name(), "anotherTopicsIdXXXXXXXQ"));
      network.withTopics(other).save(file);
      Shell refused = run(file, servers);
      assertEquals(Quittance.FAILED, refused.status);
      assertTrue(refused.err.contains("deleted and created again"), refused.err);
      assertEquals(other, NetworkFile.load(file).topics());
    }
  }

  private static TopicDescription present(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      return admin
          .describeTopics(List.of(Topics.JOURNAL.name()))
          .topicNameValues()
          .get(Topics.JOURNAL.name())
          .get();
    }
  }

  private static Shell run(Path file, String servers) {
    return Shell.run(
        "operator", "topics", "--network", file.toString(), "--bootstrap-servers", servers);
  }
}
