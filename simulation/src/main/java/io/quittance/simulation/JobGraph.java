package io.quittance.simulation;

import io.quittance.jobs.settlement.KafkaEnds;
import io.quittance.jobs.settlement.SettlementJob;
import io.quittance.jobs.settlement.SettlementOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * The graph that {@link SettlementJob} defines, as Flink would run it: its operators, and which
 * output of which goes by which partitioning to which input of which. Only what talks to Kafka is
 * left out; the topics stand in its place.
 */
final class JobGraph {
  private static final String SOURCE = "-source";
  private static final String SINK = "-sink";

  /** Operators by their uids, each before those it sends to. */
  private final Map<String, StreamNode> operators = new LinkedHashMap<>();

  private final Map<Integer, String> topics = new LinkedHashMap<>();
  private final StreamGraph graph;

  private JobGraph(StreamGraph graph) {
    this.graph = graph;
  }

  static JobGraph of(SimulatedLedger ledger, SettlementOptions options) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", "127.0.0.1:1");
    KafkaEnds ends = KafkaEnds.of(Authorities.NETWORK, ledger.partitions(), client);
    SettlementJob.define(environment, ends.sources(), ends.sinks(options), ledger, options);
    JobGraph graph = new JobGraph(environment.getStreamGraph());
    graph.sort();
    return graph;
  }

  private void sort() {
    List<StreamNode> left = new ArrayList<>();
    for (StreamNode node : graph.getStreamNodes()) {
      String uid = node.getTransformationUID();
      if (uid.endsWith(SINK)) {
        topics.put(node.getId(), uid.substring(0, uid.length() - SINK.length()));
      } else if (!uid.endsWith(SOURCE)) {
        left.add(node);
      }
    }
    while (!left.isEmpty()) {
      StreamNode next =
          left.stream()
              .filter(node -> node.getInEdges().stream().noneMatch(edge -> isOf(left, edge)))
              .findFirst()
              .orElseThrow();
      operators.put(next.getTransformationUID(), next);
      left.remove(next);
    }
  }

  private boolean isOf(List<StreamNode> nodes, StreamEdge edge) {
    return nodes.contains(graph.getStreamNode(edge.getSourceId()));
  }

  /** Returns the operators' uids, each before those it sends to. */
  List<String> operators() {
    return List.copyOf(operators.keySet());
  }

  StreamNode operator(String uid) {
    return operators.get(uid);
  }

  /** Returns the topic that an edge leads to, null if it leads to an operator. */
  String topic(StreamEdge edge) {
    return topics.get(edge.getTargetId());
  }

  /** Returns the operator that an edge leads to. */
  String target(StreamEdge edge) {
    return graph.getStreamNode(edge.getTargetId()).getTransformationUID();
  }

  /** Returns the operator that reads a topic. */
  String reader(String topic) {
    return graph.getStreamNodes().stream()
        .filter(node -> (topic + SOURCE).equals(node.getTransformationUID()))
        .map(node -> target(node.getOutEdges().get(0)))
        .findFirst()
        .orElseThrow();
  }
}
