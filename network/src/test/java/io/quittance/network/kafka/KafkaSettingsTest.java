package io.quittance.network.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.QuittanceHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {
  @TempDir Path directory;

  @Test
  void file_isReadAsKafkasOwnToolsReadIt() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("kafka.properties"),
            """
            # who we are
            security.protocol=SASL_SSL
            sasl.jaas.config=org.example.Login required username="u" \\
              password="hunter2";
            """);
    KafkaSettings settings = KafkaSettings.load(file);
    assertEquals("SASL_SSL", settings.client("a:1").getProperty("security.protocol"));
    assertEquals("a:1", settings.client("a:1").getProperty("bootstrap.servers"));
    assertEquals(settings.values(), KafkaSettings.in(QuittanceHome.of(directory)).values());
    assertFalse(settings.toString().contains("hunter2"), settings.toString());
  }

  @Test
  void home_withoutTheFile_setsNothing() throws Exception {
    assertEquals(Map.of(), KafkaSettings.in(QuittanceHome.of(directory)).values());
  }

  @Test
  void references_areLeftToKafka() throws Exception {
    KafkaSettings settings =
        KafkaSettings.of(
            "it",
            Map.of(
                "config.providers", "file",
                "config.providers.file.class",
                    "org.apache.kafka.common.config.provider.FileConfigProvider",
                "security.protocol", "${file:/run/secrets/kafka:protocol}"));
    assertEquals(3, settings.values().size());
  }

  @ParameterizedTest
  @CsvSource({
    "ssl.trustore.location,x,it sets ssl.trustore.location; did you mean ssl.truststore.location?",
    "sasl.mechanisms,x,did you mean sasl.mechanism?",
    "acks,0,it cannot set acks",
    "isolation.level,read_uncommitted,it cannot set isolation.level",
    "bootstrap.servers,a:1,it cannot set bootstrap.servers",
    "security.protocol,TLS,it sets security.protocol to what it cannot be",
    "request.timeout.ms,soon,it sets request.timeout.ms to what it cannot be",
  })
  void badSetting_isRefusedByItsName(String name, String value, String reason) {
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> KafkaSettings.of("it", Map.of(name, value)));
    assertTrue(
        refused.getMessage().replace(", which Kafka's clients do not know", "").contains(reason),
        refused.getMessage());
  }
}
