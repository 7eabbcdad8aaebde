package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.deployment.LedgerJob;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import java.nio.file.Path;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkBuffersTest {
  @TempDir private Path directory;

  @Test
  void every_parallelism_has_three_buffers_for_each_pair_of_an_exchange() {
    for (int parallelism = 1; parallelism <= SettlementOptions.MAX_PARALLELISM; parallelism++) {
      NetworkBuffers buffers = NetworkBuffers.forOneProcess(parallelism);
      long pairs = 3L * NetworkBuffers.EXCHANGES * parallelism * parallelism;
      assertTrue(buffers.count() > pairs, parallelism + ": " + buffers);
    }
  }

  @Test
  void the_exchanges_are_those_of_the_job() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    LedgerJob.define(
        environment,
        home,
        LocalNetwork.open(home, "test", 2, 2).withBootstrapServers("localhost:1"),
        KafkaSettings.in(home),
        SettlementOptions.defaults());
    int exchanges = 0;
    for (JobVertex vertex : environment.getStreamGraph().getJobGraph().getVertices()) {
      for (JobEdge input : vertex.getInputs()) {
        exchanges += input.getDistributionPattern() == DistributionPattern.ALL_TO_ALL ? 1 : 0;
      }
    }
    assertEquals(NetworkBuffers.EXCHANGES, exchanges);
  }

  @Test
  void few_instances_have_what_Flink_gives_them() {
    NetworkBuffers usual = new NetworkBuffers(2_048, 32 * 1024);
    assertEquals(usual, NetworkBuffers.forOneProcess(1));
    assertEquals(usual, NetworkBuffers.forOneProcess(4));
  }

  @Test
  void many_instances_take_no_more_memory_than_a_large_machine_has() {
    assertTrue(
        NetworkBuffers.forOneProcess(SettlementOptions.MAX_PARALLELISM).memory() < 1_200_000_000L);
    assertTrue(NetworkBuffers.forOneProcess(32).memory() <= 256L * 1024 * 1024);
  }
}
