package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KafkaManifestsTest {
  private static final Path KAFKA = Yaml.FOLDER.resolve("base/kafka");

  @Test
  void topics_areThoseOfTheCatalogue() throws IOException {
    requireSame(KAFKA.resolve("topics.yaml"), KafkaManifests.topics());
  }

  @Test
  void users_mayDoWhatTheCatalogueOfRolesSays_andNoMore() throws IOException {
    requireSame(KAFKA.resolve("users.yaml"), KafkaManifests.users());
  }

  private static void requireSame(Path file, String due) throws IOException {
    if (Boolean.getBoolean("quittance.regenerate")) {
      Files.writeString(file, due);
    }
    assertEquals(due, Files.readString(file), file + " is not what the catalogue says");
  }
}
