package io.quittance.simulation;

import io.quittance.jobs.settlement.KafkaEnds;
import io.quittance.jobs.settlement.SettlementJob;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
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
  private static final Map<SettlementOperator, Topic> SOURCES =
      Map.of(SettlementOperator.JOURNAL_SOURCE, Topics.JOURNAL);

  private static final Map<SettlementOperator, Topic> SINKS =
      Map.of(
          SettlementOperator.ENTRIES_SINK, Topics.JOURNAL,
          SettlementOperator.SETTLEMENTS_SINK, Topics.SETTLEMENTS,
          SettlementOperator.BALANCES_SINK, Topics.BALANCES,
          SettlementOperator.RECEIPTS_SINK, Topics.RECEIPTS,
          SettlementOperator.REJECTIONS_SINK, Topics.REJECTIONS);

  /** Stands before a sink's uid in that of what commits its transactions. */
  private static final String COMMITTER = "Sink Committer: ";

  /** Operators, each before those it sends to. */
  private final Map<SettlementOperator, StreamNode> operators = new LinkedHashMap<>();

  /** The topics that sinks write to, by the nodes' ids. */
  private final Map<Integer, Topic> topics = new LinkedHashMap<>();

  private final StreamGraph graph;

  private JobGraph(StreamGraph graph) {
    this.graph = graph;
  }

  static JobGraph of(SimulatedLedger ledger, SettlementOptions options) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", "127.0.0.1:1");
    KafkaEnds ends = KafkaEnds.of(Authorities.IDENTITY.name(), ledger.partitions(), client);
    SettlementJob.define(environment, ends.sources(), ends.sinks(options), ledger, options);
    JobGraph graph = new JobGraph(environment.getStreamGraph());
    graph.sort();
    return graph;
  }

  private void sort() {
    List<StreamNode> left = new ArrayList<>();
    for (StreamNode node : graph.getStreamNodes()) {
      if (node.getTransformationUID().startsWith(COMMITTER)) {
        continue;
      }
      SettlementOperator operator = operator(node);
      if (SINKS.containsKey(operator)) {
        topics.put(node.getId(), SINKS.get(operator));
      } else if (!SOURCES.containsKey(operator)) {
        left.add(node);
      }
    }
    while (!left.isEmpty()) {
      StreamNode next =
          left.stream()
              .filter(node -> node.getInEdges().stream().noneMatch(edge -> isOf(left, edge)))
              .findFirst()
              .orElseThrow();
      operators.put(operator(next), next);
      left.remove(next);
    }
  }

  private boolean isOf(List<StreamNode> nodes, StreamEdge edge) {
    return nodes.contains(graph.getStreamNode(edge.getSourceId()));
  }

  private static SettlementOperator operator(StreamNode node) {
    return SettlementOperator.of(node.getTransformationUID());
  }

  /** Returns the operators, each before those it sends to. */
  List<SettlementOperator> operators() {
    return List.copyOf(operators.keySet());
  }

  StreamNode operator(SettlementOperator operator) {
    return operators.get(operator);
  }

  /** Returns the topic that an edge leads to, null if it leads to an operator. */
  Topic topic(StreamEdge edge) {
    return topics.get(edge.getTargetId());
  }

  /** Returns whether each task sends to one certain task over an edge, its own. */
  static boolean isPointwise(StreamEdge edge) {
    return edge.getPartitioner().isPointwise();
  }

  /** Returns the operator that an edge leads to. */
  SettlementOperator target(StreamEdge edge) {
    return operator(graph.getStreamNode(edge.getTargetId()));
  }

  /** Returns the operator that reads a topic. */
  SettlementOperator reader(Topic topic) {
    return graph.getStreamNodes().stream()
        .filter(node -> !node.getTransformationUID().startsWith(COMMITTER))
        .filter(node -> topic.equals(SOURCES.get(operator(node))))
        .map(node -> target(node.getOutEdges().get(0)))
        .findFirst()
        .orElseThrow();
  }
}
