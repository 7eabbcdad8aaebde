package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.jobs.configuration.LogFormat;
import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.network.file.QuittanceHome;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a local stack's log tells of its life, and what it must not tell. */
@Timeout(900)
class StackLogTest {
  private static final Duration PATIENCE = Town.PATIENCE;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @BeforeEach
  void chooseJson() {
    System.setProperty(LogFormat.PROPERTY, "json");
  }

  @AfterEach
  void chooseNothing() {
    System.clearProperty(LogFormat.PROPERTY);
  }

  @Test
  void log_ofAWholeLife_tellsEachEventOnceAndNoSecret() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory.resolve("home"));
    List<byte[]> payloads = new ArrayList<>();
    Path log;
    try (LocalStack stack = LocalStack.in(home).anyPorts().partitions(1).start()) {
      log = stack.logFile();
      stack.awaitRunning(PATIENCE);
      Town town = Town.of(home, stack.network());
      WalletAccount alice = town.person("alice");
      PreparedCommand open = alice.open();
      payloads.add(open.value());
      byte[] garbage =
          "a payload that nobody can read, and nobody shall".getBytes(StandardCharsets.US_ASCII);
      payloads.add(garbage);
      town.send(List.of(new ProducerRecord<>("quittance.journal", 0, garbage, garbage)));
      town.send(open);
      town.settled(open);
      alice.accepted(open);
      stack.savepoint(directory.resolve("aside"), PATIENCE);
      stack.checkpoint(PATIENCE);
      stack.crashJob();
      stack.restartJob();
      stack.awaitRunning(PATIENCE);
      PreparedCommand again = alice.applyCredits(0);
      payloads.add(again.value());
      town.send(again);
      town.settled(again);
    }
    List<String> told = lifecycle(log);
    for (String once :
        List.of(
            "stack started: broker at [0-9.:]+, job [0-9a-f]{32} from the beginning of the logs",
            "stack started: broker at [0-9.:]+, job [0-9a-f]{32} from .*chk-[0-9]+",
            "job is restored from checkpoint [0-9]+",
            "job is FINISHED",
            "stack stopped")) {
      assertEquals(1, told.stream().filter(line -> line.matches(once)).count(), once + told);
    }
    // One that was asked for, and one that ended the job.
    assertEquals(2, count(told, "savepoint [0-9]+ taken, [0-9]+ bytes"), told.toString());
    // The crashed job may be on its feet again before its cluster is gone.
    long running = count(told, "job is RUNNING");
    assertTrue(running == 2 || running == 3, told.toString());
    assertTrue(told.indexOf("job is FINISHED") < told.indexOf("stack stopped"), told.toString());
    SecretsInLogs.assertNone(List.of(log), home, payloads);
  }

  private static long count(List<String> told, String pattern) {
    return told.stream().filter(line -> line.matches(pattern)).count();
  }

  private static List<String> lifecycle(Path log) throws Exception {
    List<String> told = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      JsonNode event = JSON.readTree(line);
      assertTrue(event.path("@timestamp").asText().endsWith("Z"), line);
      if (event.path("log.logger").asText().equals(LifecycleLog.LOGGER)) {
        assertEquals("INFO", event.path("log.level").asText());
        told.add(event.path("message").asText());
      }
    }
    return told;
  }
}
