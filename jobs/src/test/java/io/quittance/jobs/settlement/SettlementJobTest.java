package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class SettlementJobTest {
  @Test
  void operators_allOfThem_haveTheUidsThatCheckpointsKnow() {
    Set<String> uids = new TreeSet<>();
    for (StreamNode node : graph().getStreamNodes()) {
      assertNotNull(node.getTransformationUID(), node.getOperatorName() + " has no uid");
      uids.add(node.getTransformationUID());
    }
    assertEquals(
        Set.of(
            "commands-source",
            "read-commands",
            "admit",
            "settlements-source",
            "read-credits",
            "settle",
            "reconcile",
            "coalesce-balances",
            "settlements-sink",
            "Sink Committer: settlements-sink",
            "balances-sink",
            "Sink Committer: balances-sink",
            "receipts-sink",
            "Sink Committer: receipts-sink",
            "rejections-sink",
            "Sink Committer: rejections-sink"),
        uids);
  }

  @Test
  void job_asDefined_canGrowToTheLargestParallelismAndNeedsNoKryo() {
    StreamExecutionEnvironment environment = environment();
    assertFalse(environment.getConfiguration().get(PipelineOptions.GENERIC_TYPES));
    assertEquals(SettlementOptions.MAX_PARALLELISM, environment.getMaxParallelism());
    assertEquals(true, environment.getCheckpointConfig().isUnalignedCheckpointsEnabled());
  }

  private static StreamGraph graph() {
    return environment().getStreamGraph();
  }

  /** An environment with the job as it is by default, whose Kafka cluster nobody can reach. */
  static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", "127.0.0.1:1");
    KafkaEnds ends = KafkaEnds.of("test", 4, client);
    SettlementOptions options = SettlementOptions.defaults();
    SettlementJob.define(
        environment, ends.sources(), ends.sinks(options), TestLedger.INSTANCE, options);
    return environment;
  }
}
