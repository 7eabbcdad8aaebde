package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State that no operator takes up is money that is forgotten: a job that would do so must not
 * start.
 */
class LostUidTest {
  @TempDir private Path directory;

  @Test
  @SuppressWarnings("try") // The cluster's close() may be interrupted; nobody interrupts here.
  void savepoint_withStateOfAnOperatorWhoseUidIsLost_isRefusedAndSaysSo() throws Exception {
    OperatorID lost = new OperatorID();
    JobGraph job = SettlementJobTest.environment().getStreamGraph().getJobGraph();
    assertFalse(job.getSavepointRestoreSettings().allowNonRestoredState(), "is off by default");
    job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint(lost).toString()));
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    try (MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build())) {
      cluster.start();
      cluster.submitJob(job).get(60, TimeUnit.SECONDS);
      Exception refused =
          assertThrows(
              Exception.class,
              () ->
                  cluster
                      .requestJobResult(job.getJobID())
                      .get(60, TimeUnit.SECONDS)
                      .toJobExecutionResult(getClass().getClassLoader()));
      String messages = messages(refused);
      assertTrue(
          messages.contains("Cannot map checkpoint/savepoint state for operator " + lost),
          messages);
      assertTrue(messages.contains("the operator is not available in the new program"), messages);
    }
  }

  /** A savepoint that holds something of an operator, which the job does not have. */
  @SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
  private Path savepoint(OperatorID lost) throws Exception {
    OperatorState state =
        new OperatorState("old settle", null, lost, 1, SettlementOptions.MAX_PARALLELISM);
    try (SettleHarness settle = SettleHarness.start()) {
      settle.take(TestLedger.INSTANCE.record(TestLedger.INSTANCE.person("alice").open(), 0));
      state.putState(0, settle.snapshot(1, 1));
    }
    Path savepoint = Files.createDirectories(directory.resolve("savepoint"));
    try (OutputStream out = Files.newOutputStream(savepoint.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(state), List.of()), out);
    }
    return savepoint;
  }

  private static String messages(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }
}
