package io.quittance.jobs.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleLogTest {
  @Test
  void events_worthALine_haveOne() {
    assertEquals(
        Optional.of("job is RESTARTING"),
        LifecycleLog.line("JobStatusChangeEvent", Map.of("newJobStatus", "RESTARTING")));
    assertEquals(
        Optional.of("job failed, and is started again"),
        LifecycleLog.line("JobFailureEvent", Map.of("canRestart", "true")));
    assertEquals(
        Optional.of("job failed, and stays down"),
        LifecycleLog.line("JobFailureEvent", Map.of("canRestart", "false")));
    assertEquals(
        Optional.of("savepoint 7 taken, 42 bytes"),
        LifecycleLog.line("CheckpointEvent", checkpoint("Savepoint", "COMPLETED")));
    assertEquals(
        Optional.of("checkpoint 7 failed"),
        LifecycleLog.line("CheckpointEvent", checkpoint("Checkpoint", "FAILED")));
    assertEquals(
        Optional.of("savepoint 7 failed"),
        LifecycleLog.line("CheckpointEvent", checkpoint("Terminate Savepoint", "FAILED")));
  }

  @Test
  void events_thatComeEachSecond_haveNone() {
    assertEquals(
        Optional.empty(),
        LifecycleLog.line("CheckpointEvent", checkpoint("Checkpoint", "COMPLETED")));
    assertEquals(Optional.empty(), LifecycleLog.line("AllSubtasksStatusChangeEvent", Map.of()));
  }

  @Test
  void restore_fromACheckpoint_hasOne() {
    assertEquals(
        Optional.of("job is restored from checkpoint 7"),
        LifecycleLog.restored(Map.of("initializationStatus", "COMPLETED", "checkpointId", 7L)));
    assertEquals(
        Optional.empty(), LifecycleLog.restored(Map.of("initializationStatus", "COMPLETED")));
  }

  private static Map<String, Object> checkpoint(String type, String status) {
    return Map.of(
        "checkpointId", 7L, "checkpointType", type, "checkpointStatus", status, "fullSize", 42L);
  }
}
