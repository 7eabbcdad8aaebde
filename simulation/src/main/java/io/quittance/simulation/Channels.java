package io.quittance.simulation;

import io.quittance.jobs.settlement.SettlementOperator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ConfigurableStreamPartitioner;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What is under way between the tasks of a job, and which task each record goes to. */
final class Channels {
  private final int parallelism;
  private final Map<String, List<Inbox>> inboxes = new LinkedHashMap<>();
  private final List<Inbox> allInboxes = new ArrayList<>();
  private final Map<String, StreamPartitioner<Object>> partitioners = new LinkedHashMap<>();

  Channels(int parallelism) {
    this.parallelism = parallelism;
  }

  /** Lays what leads to the tasks of an operator. */
  void layTo(StreamNode operator, List<OperatorTask> tasks) {
    for (StreamEdge edge : operator.getInEdges()) {
      List<Inbox> ofEdge = new ArrayList<>();
      tasks.forEach(task -> ofEdge.add(new Inbox(edge, task, parallelism)));
      inboxes.put(edge.getEdgeId(), ofEdge);
      allInboxes.addAll(ofEdge);
      partitioners.put(edge.getEdgeId(), partitioner(edge, operator.getMaxParallelism()));
    }
  }

  @SuppressWarnings("unchecked")
  private StreamPartitioner<Object> partitioner(StreamEdge edge, int maxParallelism) {
    StreamPartitioner<Object> partitioner =
        (StreamPartitioner<Object>) edge.getPartitioner().copy();
    partitioner.setup(parallelism);
    if (partitioner instanceof ConfigurableStreamPartitioner configurable) {
      configurable.configure(maxParallelism);
    }
    return partitioner;
  }

  /** Puts what was under way, by edge, to where it belongs at this parallelism. */
  void recover(Map<String, List<byte[]>> underWay) {
    for (List<Inbox> ofEdge : inboxes.values()) {
      Inbox any = ofEdge.get(0);
      for (byte[] value : underWay.getOrDefault(any.edge().getEdgeId(), List.of())) {
        to(any.edge(), 0, deserialized(any, value)).recover(value);
      }
    }
  }

  private static Object deserialized(Inbox inbox, byte[] value) {
    try {
      return inbox.receiver().deserialize(inbox.input(), value);
    } catch (IOException e) {
      throw new IllegalStateException("what was under way cannot be read", e);
    }
  }

  /** Returns where a record goes that a task sends over an edge. */
  Inbox to(StreamEdge edge, int sender, Object value) {
    StreamPartitioner<Object> partitioner = partitioners.get(edge.getEdgeId());
    List<Inbox> ofEdge = inboxes.get(edge.getEdgeId());
    if (partitioner.isPointwise()) {
      return ofEdge.get(sender);
    }
    SerializationDelegate<StreamRecord<Object>> delegate = new SerializationDelegate<>(null);
    delegate.setInstance(new StreamRecord<>(value));
    return ofEdge.get(partitioner.selectChannel(delegate));
  }

  /** Returns an inbox that has something in it, if there is one. */
  Optional<Inbox> any(RandomGenerator random) {
    int first = random.nextInt(allInboxes.size());
    for (int i = 0; i < allInboxes.size(); i++) {
      Inbox inbox = allInboxes.get((first + i) % allInboxes.size());
      if (inbox.size() > 0) {
        return Optional.of(inbox);
      }
    }
    return Optional.empty();
  }

  List<Inbox> of(StreamEdge edge) {
    return inboxes.get(edge.getEdgeId());
  }

  /** Returns whether each task sends to one certain task over an edge. */
  boolean isPointwise(StreamEdge edge) {
    return partitioners.get(edge.getEdgeId()).isPointwise();
  }

  /** Returns how many records are under way to an operator's input. */
  int underWay(SettlementOperator operator, int input) {
    return allInboxes.stream()
        .filter(inbox -> inbox.receiver().identity() == operator && inbox.input() == input)
        .mapToInt(Inbox::size)
        .sum();
  }
}
