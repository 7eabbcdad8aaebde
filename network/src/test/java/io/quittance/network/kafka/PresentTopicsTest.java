package io.quittance.network.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.TopicsEntry;
import io.quittance.network.kafka.PresentTopics.Present;
import io.quittance.schemas.Topics;
import io.quittance.schemas.signature.SigningKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Topics that are not a network's own are told, each in a sentence; those that are, are not. */
class PresentTopicsTest {
  private static final int PARTITIONS = 4;
  private static final String CLUSTER = "here";

  private final SigningKey key = SigningKey.random(new SecureRandom());
  private final NetworkFile file =
      NetworkFile.found(
          Statement.founding(
              "local",
              key.verifyingKey(),
              PARTITIONS,
              OperatorKeys.of(key.verifyingKey()),
              List.of()),
          key,
          "localhost:1");

  private static PresentTopics present(String id, int partitions) {
    return new PresentTopics(CLUSTER, Map.of(Topics.JOURNAL.name(), new Present(id, partitions)));
  }

  private NetworkFile naming(String cluster, String id) {
    return file.withTopics(TopicsEntry.of(cluster, Map.of(Topics.JOURNAL.name(), id)));
  }

  private static List<String> unlike(PresentTopics present, NetworkFile network) {
    return present.unlike(network, Topics.all());
  }

  private static void assertSays(List<String> sentences, String... parts) {
    assertEquals(1, sentences.size(), sentences.toString());
    for (String part : parts) {
      assertTrue(sentences.get(0).contains(part), sentences.get(0) + " lacks " + part);
    }
  }

  @Test
  void topics_ofTheNetwork_areNotSpokenOf() {
    assertEquals(List.of(), unlike(present("a", PARTITIONS), naming(CLUSTER, "a")));
    assertEquals(List.of(), unlike(present("a", PARTITIONS), file));
    assertEquals(List.of(), unlike(new PresentTopics(CLUSTER, Map.of()), naming(CLUSTER, "a")));
  }

  @Test
  void topic_createdAgain_isTold() {
    assertSays(
        unlike(present("b", PARTITIONS), naming(CLUSTER, "a")),
        Topics.JOURNAL.name(),
        "created again",
        "its id is b",
        "names a");
  }

  @Test
  void topics_onAnotherCluster_areTold_whateverElseTheyAre() {
    assertSays(
        unlike(present("b", PARTITIONS + 1), naming("there", "a")),
        "its id is here",
        "names there");
  }

  @Test
  void topic_withMoreOrFewerPartitions_isTold() {
    for (int partitions : new int[] {PARTITIONS - 1, PARTITIONS + 1}) {
      assertSays(
          unlike(present("a", partitions), naming(CLUSTER, "a")),
          "has " + partitions + " partitions",
          "says " + PARTITIONS);
    }
  }

  @Test
  void topic_thatWasGivenMorePartitions_mustHaveThese() {
    NetworkFile grown =
        file.withTopics(
            TopicsEntry.of(CLUSTER, Map.of()).withGrown(Topics.JOURNAL.name(), PARTITIONS + 4));
    assertEquals(List.of(), unlike(present("a", PARTITIONS + 4), grown));
    assertSays(unlike(present("a", PARTITIONS), grown), "says " + (PARTITIONS + 4));
  }

  @Test
  void topic_thatIsNotPartitionedAsTheLedger_mayHaveAnyNumber() {
    long others = 0;
    for (var topic : Topics.all()) {
      PresentTopics present =
          new PresentTopics(CLUSTER, Map.of(topic.name(), new Present("a", PARTITIONS + 1)));
      assertEquals(topic.partitionedAsLedger() ? 1 : 0, unlike(present, file).size(), topic.name());
      others += topic.partitionedAsLedger() ? 0 : 1;
    }
    assertTrue(others > 0);
  }
}
