package io.quittance.jobs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorConfigurationTest {
  @TempDir Path directory;

  @Test
  void file_nestedOrDotted_isReadAndTheEnvironmentGoesBefore() throws Exception {
    String yaml = "job:\n  parallelism: 3\n  checkpoint.interval: 5 s\njob.batch.wait: 7 ms\n";
    SettlementOptions options =
        load(yaml, Map.of("QUITTANCE_JOB_CHECKPOINT_INTERVAL", "2 s")).settlement();
    assertEquals(3, options.parallelism());
    assertEquals(Duration.ofSeconds(2), options.checkpointInterval());
    assertEquals(Duration.ofMillis(7), options.batchWait());
  }

  @Test
  void file_withAByteOrderMarkAndBlankLines_isRead() throws Exception {
    assertEquals(3, load("\uFEFFjob.parallelism: 3\r\n\r\n", Map.of()).settlement().parallelism());
  }

  @Test
  void file_unlessNamed_isTheEnvironmentsThenTheHomes() throws Exception {
    Path other = Files.writeString(directory.resolve("other.yaml"), "job.parallelism: 3\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("QUITTANCE_HOME", directory.toString());
    assertEquals(SettlementOptions.defaults().parallelism(), parallelism(environment));
    Files.writeString(directory.resolve("quittance.yaml"), "job.parallelism: 5\n");
    assertEquals(5, parallelism(environment));
    environment.put("QUITTANCE_CONFIG", other.toString());
    assertEquals(3, parallelism(environment));
  }

  @Test
  void parallelism_unlessSet_isFlinksInApplicationMode() throws Exception {
    assertEquals(7, load("job.batch.commands: 8\n", Map.of()).settlement(7).parallelism());
    assertEquals(3, load("job.parallelism: 3\n", Map.of()).settlement(7).parallelism());
  }

  @Test
  void kafka_ofTheConfiguration_goesBeforeTheFile() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("k.properties"), "security.protocol=SSL\nssl.protocol=TLSv1.3\n");
    String yaml =
        "kafka.properties.file: " + file + "\nkafka.client: {security.protocol: SASL_SSL}\n";
    Map<String, String> kafka =
        load(yaml, Map.of("QUITTANCE_KAFKA_CLIENT_SASL_MECHANISM", "PLAIN")).kafka().values();
    assertEquals(
        Map.of(
            "security.protocol", "SASL_SSL", "ssl.protocol", "TLSv1.3", "sasl.mechanism", "PLAIN"),
        kafka);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007",
        "1e3",
        "0x10",
        "1_000",
        "yes",
        "true",
        "off",
        "1.50",
        "2026-11-30",
        "12:30:45",
        ".inf"
      })
  void string_thatLooksLikeAnother_staysWhatWasWritten(String name) throws Exception {
    Path file = Files.writeString(directory.resolve("typed.yaml"), "network.name: " + name + "\n");
    assertEquals(Map.of("network.name", name), SettingsFile.read(file));
    String described = load("network.name: " + name, Map.of()).describe();
    assertTrue(described.matches("(?s).*\\nnetwork.name: '?\\Q" + name + "\\E'?\\n.*"), described);
  }

  @Test
  void file_withoutAValue_setsNothing() throws Exception {
    for (String nothing : List.of("", "~", "null")) {
      Path file = Files.writeString(directory.resolve("empty.yaml"), "network.name: " + nothing);
      assertEquals(Map.of(), SettingsFile.read(file), "\"" + nothing + "\"");
    }
    Path file = Files.writeString(directory.resolve("quoted.yaml"), "network.name: 'null'");
    assertEquals(Map.of("network.name", "null"), SettingsFile.read(file));
  }

  /** Every text that the environment can hold comes back letter by letter. */
  @Test
  void description_ofAnyText_isReadBackTheSame() throws Exception {
    long seed = 20261130;
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>(List.of("", " ", "null", "~", "NULL", "- a", "a: b", "#"));
    for (int i = 0; i < 600; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(6) + 1; length > 0; length--) {
        text.appendCodePoint(character(random));
      }
      texts.add(text.toString());
    }
    List<String> wrong = new ArrayList<>();
    for (String text : texts) {
      Map<String, String> environment =
          Map.of("QUITTANCE_NETWORK_NAME", text, "QUITTANCE_KAFKA_CLIENT_CLIENT_ID", text);
      String described = load("", environment).describe();
      Path file = Files.writeString(directory.resolve("described.yaml"), described);
      SortedMap<String, String> again = SettingsFile.read(file);
      if (!text.equals(again.get("network.name"))
          || !text.equals(again.get("kafka.client.client.id"))
          || !described.equals(load(described, Map.of()).describe())) {
        wrong.add(described.lines().filter(line -> line.startsWith("network.name")).toList() + "");
      }
    }
    assertEquals(List.of(), wrong, "seed " + seed);
  }

  private static int character(Random random) {
    String special = "'\"\\:#-?[]{},&*!|>%@`~ \t\n\r\u0085\u2028\ufeff\u001b\u202e0e.";
    return switch (random.nextInt(4)) {
      case 0 -> special.charAt(random.nextInt(special.length()));
      case 1 -> 'a' + random.nextInt(26);
      case 2 -> 0xa0 + random.nextInt(0x500);
      default -> 0x1f300 + random.nextInt(0x200);
    };
  }

  @Test
  void description_readAgain_saysTheSame() throws Exception {
    String described = load("", Map.of()).describe();
    assertEquals(described, load(described, Map.of()).describe());
    String set = "job.parallelism: 3\nnetwork.file: /x\nkafka.client.client.id: it's me\n";
    String changed = load(set, Map.of()).describe();
    assertEquals(changed, load(changed, Map.of()).describe());
    assertTrue(changed.contains("\nnetwork.file: /x\n"), changed);
  }

  @Test
  void description_ofSecrets_showsNone() throws Exception {
    String described =
        load("kafka.client.sasl.jaas.config: x password=\"hunter2\";\n", Map.of()).describe();
    assertFalse(described.contains("hunter2"), described);
    assertTrue(described.contains("# kafka.client.sasl.jaas.config: "), described);
  }

  @Test
  void documentedFile_isTheDescriptionOfTheDefaults() throws Exception {
    assertEquals(
        load("", Map.of()).describe(),
        Files.readString(Path.of("src/main/resources/quittance.yaml")),
        "write it again with './quittance config > jobs/src/main/resources/quittance.yaml'");
  }

  @ParameterizedTest
  @CsvSource({
    "job.paralelism: 2,there is no setting job.paralelism; did you mean job.parallelism?",
    "kafka.port: 2,there is no setting kafka.port; did you mean local.kafka.port?",
    "job.parallelism: 129,job.parallelism is wrong: the parallelism must be 1 to 128",
    "job.parallelism: two,job.parallelism cannot be \"two\"",
    "job.checkpoint.interval: 5 parsecs,job.checkpoint.interval cannot be \"5 parsecs\"",
    "job.checkpoint.interval: 9 ms,job.checkpoint.interval is wrong",
    "job.transaction.timeout: 1 s,job.transaction.timeout is wrong",
    "job.batch.commands: 4097,job.batch.commands is wrong",
    "job.batch.wait: 2 s,job.batch.wait is wrong",
    "job.coalesced.balances: 0,job.coalesced.balances is wrong",
    "job.state.backend: paper,job.state.backend cannot be \"paper\"",
    "windows.size: 99 ms,windows.size is wrong: a window must last at least 100 ms",
    "windows.at.least: 1,windows.at.least is wrong: a total must be of at least 2 transfers",
    "job.parallelism: [1],job.parallelism holds no single value",
    "'{job: {parallelism: 2}, job.parallelism: 3}',job.parallelism is set twice",
    "'job.batch.wait: &x 5 ms\n"
        + "job.checkpoint.interval: *x',job.checkpoint.interval holds no single value",
    "'job.parallelism: 2\n---\njob.parallelism: 3',the configuration holds more than one document",
    "kafka.client.acks: 0,the configuration's kafka.client cannot set acks",
    "just words,the configuration holds no settings",
  })
  void badSetting_isRefusedByItsName(String yaml, String reason) {
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> load(yaml + "\n", Map.of()));
    assertTrue(refused.getMessage().startsWith(reason), refused.getMessage());
    assertEquals(2, refused.exitStatus());
  }

  @Test
  void mistypedVariable_isRefusedAndOthersArePassedOver() throws Exception {
    QuittanceException refused =
        assertThrows(
            QuittanceException.class, () -> load("", Map.of("QUITTANCE_JOB_PARALELISM", "2")));
    assertTrue(
        refused.getMessage().contains("did you mean QUITTANCE_JOB_PARALLELISM?"),
        refused.getMessage());
    // Kubernetes makes such variables of services.
    load("", Map.of("QUITTANCE_REST_PORT", "tcp://10.0.0.1:8081"));
  }

  private int parallelism(Map<String, String> environment) throws QuittanceException {
    return OperatorConfiguration.load(Optional.empty(), environment).settlement().parallelism();
  }

  private OperatorConfiguration load(String yaml, Map<String, String> environment)
      throws Exception {
    Path file = Files.writeString(directory.resolve("some.yaml"), yaml);
    Map<String, String> withHome = new HashMap<>(environment);
    withHome.put("QUITTANCE_HOME", directory.toString());
    return OperatorConfiguration.load(Optional.of(file), withHome);
  }
}
