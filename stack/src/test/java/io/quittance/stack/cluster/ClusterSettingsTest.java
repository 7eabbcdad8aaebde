package io.quittance.stack.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.NetworkBuffers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTest {
  private static final MemorySize LEAST_HEAP = MemorySize.ofMebiBytes(256);

  @TempDir Path directory;

  @Test
  void taskManagers_ofEverySize_haveBuffersForAsManyInstancesAsThereAreSlots() {
    List<String> lacking = new ArrayList<>();
    for (int count = 1; count <= ClusterOptions.MAX_TASK_MANAGERS; count++) {
      for (int slots = 1; slots <= ClusterOptions.MAX_SLOTS; slots++) {
        TaskExecutorProcessSpec memory = memory(count, slots);
        int parallelism = Math.min(count * slots, SettlementOptions.MAX_PARALLELISM);
        long needed = NetworkBuffers.forProcess(slots, parallelism).memory();
        if (memory.getNetworkMemSize().getBytes() < needed
            || memory.getTaskHeapSize().compareTo(LEAST_HEAP) < 0) {
          lacking.add(count + " with " + slots + " slots: " + memory);
        }
      }
    }
    assertEquals(List.of(), lacking);
  }

  @Test
  void taskManager_ofTheUsualSize_takesNoMoreMemoryThanBefore() {
    assertEquals(MemorySize.ofMebiBytes(1536), memory(2, 2).getTotalProcessMemorySize());
    assertTrue(memory(2, 16).getTotalProcessMemorySize().getMebiBytes() < 3_000);
  }

  @Test
  void processes_onABusyMachine_haveMinutesToStart() {
    ClusterSettings settings = settings(2, 2);
    for (JavaProcess.Program program : List.of(settings.jobManager(), settings.taskManager(1))) {
      assertTrue(
          program.options().contains("-D" + ClusterSettings.STARTUP_TIMEOUT + "=120s"),
          program.options().toString());
    }
  }

  private TaskExecutorProcessSpec memory(int taskManagers, int slots) {
    return TaskExecutorProcessUtils.processSpecFromConfig(
        settings(taskManagers, slots).configuration());
  }

  private ClusterSettings settings(int taskManagers, int slots) {
    ClusterOptions options =
        ClusterOptions.in(QuittanceHome.of(directory))
            .with(SettlementOptions.defaults().withParallelism(1))
            .withTaskManagers(taskManagers, slots);
    ClusterPorts ports =
        new ClusterPorts(
            List.of(new ClusterPorts.Broker(1, 2, 3)),
            4,
            5,
            6,
            List.of(new ClusterPorts.TaskManager(7, 8)),
            List.of(9, 10));
    return new ClusterSettings(directory, directory, ports, options, "id", Optional.empty());
  }
}
