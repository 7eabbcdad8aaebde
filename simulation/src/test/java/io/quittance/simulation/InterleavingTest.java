package io.quittance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same logs through the job's own operators, in many orders. */
class InterleavingTest {
  private static final int INTERLEAVINGS = 25;
  private static final int STEPS = 600;

  @Test
  void outcome_ofTheSameLogsInAnyOrder_isTheSame() throws Exception {
    List<String> differences = new ArrayList<>();
    for (long logSeed : new long[] {11, 12, 13}) {
      Interleaving.Logs logs = Interleaving.Logs.of(SimulationOptions.of(logSeed, STEPS));
      Outcome expected = Interleaving.of(logs, 0);
      assertTrue(expected.settled().size() > 5, "only " + expected.settled().size() + " events");
      for (long seed = 1; seed <= INTERLEAVINGS; seed++) {
        String difference = Interleaving.of(logs, seed).differenceFrom(expected);
        if (!difference.isEmpty()) {
          differences.add(
              String.format(
                  "%s: ./quittance simulate --seed %d --steps %d --interleavings %d..%d",
                  difference, logSeed, STEPS, seed, seed));
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  @Test
  void outcome_ofAPartition_doesNotDependOnTheOthers() throws Exception {
    for (long logSeed : new long[] {11, 12, 13}) {
      Interleaving.Logs logs = Interleaving.Logs.of(SimulationOptions.of(logSeed, STEPS));
      Outcome all = Interleaving.of(logs, 0);
      for (int partition = 0; partition < logs.partitions(); partition++) {
        Outcome alone =
            Interleaving.of(logs, partition, Interleaving.Part.ONE_PARTITION, Tampering.NONE);
        assertEquals(
            "",
            alone.differenceFrom(all.ofPartition(partition)),
            "partition " + partition + " of seed " + logSeed);
      }
    }
  }

  @Test
  void outcome_ofTheBeginningsOfPartitions_isTheBeginningOfTheOutcome() throws Exception {
    for (long logSeed : new long[] {11, 12, 13}) {
      Interleaving.Logs logs = Interleaving.Logs.of(SimulationOptions.of(logSeed, STEPS));
      Outcome all = Interleaving.of(logs, 0);
      for (long seed = 1; seed <= INTERLEAVINGS; seed++) {
        Outcome begun = Interleaving.of(logs, seed, Interleaving.Part.BEGINNINGS, Tampering.NONE);
        assertTrue(begun.begins(all), "interleaving " + seed + " of seed " + logSeed);
      }
    }
  }
}
