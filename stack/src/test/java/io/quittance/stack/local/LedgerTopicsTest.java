package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTopicsTest {
  private static final int PARTITIONS = 3;

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    LedgerTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void topics_created_areAsTheCatalogueSays() throws Exception {
    List<String> failures = new ArrayList<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (Topic topic : Topics.all()) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        topic
            .configs()
            .forEach(
                (name, value) -> {
                  if (!value.equals(config.get(name).value())) {
                    failures.add(topic.name() + " " + name + " is " + config.get(name).value());
                  }
                });
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void create_topicsThereAlready_leavesThem() {
    LedgerTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
  }

  @Test
  void create_otherNumberOfPartitions_isRefused() {
    for (int other : new int[] {PARTITIONS - 1, PARTITIONS + 1}) {
      String message =
          assertThrows(
                  IllegalStateException.class,
                  () -> LedgerTopics.create(broker.bootstrapServers(), other, (short) 1))
              .getMessage();
      assertTrue(message.contains("has 3 partitions"), message);
    }
  }
}
