package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
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
            "journal-source",
            "read-journal",
            "admit",
            "settle",
            "entries-sink",
            "Sink Committer: entries-sink",
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

  /** An entry must be in the journal before the checkpoint that counts on it, and in its order. */
  @Test
  void settle_runsInOneTaskWithAdmitAndTheSinkOfItsEntries_whateverTheClusterIsSetTo() {
    Configuration cluster = new Configuration();
    cluster.set(PipelineOptions.OPERATOR_CHAINING, false);
    StreamExecutionEnvironment environment =
        define(StreamExecutionEnvironment.getExecutionEnvironment(cluster));
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    long together =
        StreamSupport.stream(graph.getVertices().spliterator(), false)
            .map(JobVertex::getName)
            .filter(name -> name.contains("admit"))
            .filter(name -> name.contains("settle") && name.contains("entries: Writer"))
            .count();
    assertEquals(1, together, graph.toString());
  }

  /** It waits for the broker at each checkpoint; a transaction is one instance's events. */
  @Test
  void settlements_areWrittenByATaskOfTheirOwn_whichTakesThemFromOneInstance() {
    JobGraph graph = environment().getStreamGraph().getJobGraph();
    List<JobVertex> writers =
        StreamSupport.stream(graph.getVertices().spliterator(), false)
            .filter(vertex -> vertex.getName().startsWith("settlements: Writer"))
            .toList();
    assertEquals(1, writers.size(), graph.toString());
    assertEquals("settlements: Writer -> settlements: Committer", writers.get(0).getName());
    assertEquals(1, writers.get(0).getInputs().size());
    assertEquals(
        DistributionPattern.POINTWISE, writers.get(0).getInputs().get(0).getDistributionPattern());
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
    return define(StreamExecutionEnvironment.getExecutionEnvironment());
  }

  private static StreamExecutionEnvironment define(StreamExecutionEnvironment environment) {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", "127.0.0.1:1");
    KafkaEnds ends = KafkaEnds.of("test", 4, client);
    SettlementOptions options = SettlementOptions.defaults();
    SettlementJob.define(
        environment, ends.sources(), ends.sinks(options), TestLedger.INSTANCE, options);
    return environment;
  }
}
