package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path directory;

  @Test
  void start_onItsOldDirectory_findsItsTopics() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        Admin admin = admin(broker)) {
      admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1))).all().get();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        Admin admin = admin(broker)) {
      assertEquals(Set.of("kept"), admin.listTopics().names().get());
    }
  }

  @Test
  void start_portTaken_takesAnother() throws Exception {
    try (EmbeddedBroker first = EmbeddedBroker.start(directory.resolve("one"), 0);
        EmbeddedBroker second = EmbeddedBroker.start(directory.resolve("two"), first.port())) {
      assertNotEquals(first.port(), second.port());
    }
  }

  @Test
  void start_directoryIsAFile_saysSo() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> EmbeddedBroker.start(file, 0));
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
  }

  @Test
  void start_portOutOfRange_isRefused() {
    for (int port : new int[] {-1, Ports.MAX_PORT + 1}) {
      assertThrows(IllegalArgumentException.class, () -> EmbeddedBroker.start(directory, port));
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
