package io.quittance.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.network.QuittanceException;
import io.quittance.stack.cluster.ClusterOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackConfigurationTest {
  @TempDir Path directory;

  @Test
  void cluster_isSizedAndNamed() throws Exception {
    ClusterOptions cluster =
        load("cluster: {brokers: 3, taskmanagers: 3, slots: 4}\nnetwork.name: test\n").cluster();
    assertEquals(3, cluster.brokers());
    assertEquals(3, cluster.taskManagers());
    assertEquals(4, cluster.slots());
    assertEquals("test", cluster.networkName());
    StackConfiguration five = load("job.parallelism: 5\n");
    QuittanceException tooMany = assertThrows(QuittanceException.class, five::cluster);
    assertTrue(tooMany.getMessage().startsWith("job.parallelism is wrong"), tooMany.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "local.web.port: 65536,local.web.port is wrong",
    "network.partitions: 129,network.partitions is wrong",
    "cluster.slots: 17,cluster.slots is wrong",
    "cluster.brokers: 2,cluster.brokers is wrong: the number of brokers must be 1 or 3 to 5",
  })
  void badSetting_isRefusedByItsName(String yaml, String reason) {
    QuittanceException refused = assertThrows(QuittanceException.class, () -> load(yaml + "\n"));
    assertTrue(refused.getMessage().startsWith(reason), refused.getMessage());
    assertEquals(2, refused.exitStatus());
  }

  private StackConfiguration load(String yaml) throws Exception {
    Path file = Files.writeString(directory.resolve("some.yaml"), yaml);
    return StackConfiguration.of(
        OperatorConfiguration.load(
            Optional.of(file), Map.of("QUITTANCE_HOME", directory.toString())));
  }
}
