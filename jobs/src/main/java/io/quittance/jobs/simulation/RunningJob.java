package io.quittance.jobs.simulation;

import io.quittance.jobs.settlement.LogRecord;
import io.quittance.jobs.settlement.TopicRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ConfigurableStreamPartitioner;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One life of the job, from a checkpoint until it crashes: all tasks of all operators, what is
 * under way between them, and what its sinks have written and not yet committed.
 *
 * <p>Sources, sinks, network and checkpoint coordinator are played here; everything between is the
 * job's own, wired as {@link JobGraph} says.
 */
final class RunningJob implements OperatorTask.Receiver {
  /** Who watches every record that a task takes and emits. */
  interface Observer extends OperatorTask.Receiver {
    /** A task is about to take a record. */
    void taking(OperatorTask task, int input, Object value);

    /** A task has come to rest. */
    void rested(OperatorTask task);
  }

  private final JobGraph graph;
  private final int parallelism;
  private final SimulatedKafka kafka;
  private final Observer observer;
  private final RandomGenerator random;
  private final Counters counters = new Counters();
  private final long[] commandOffsets;
  private final long[] settlementOffsets;
  private final Map<String, List<OperatorTask>> tasks = new LinkedHashMap<>();
  private final Map<String, List<Inbox>> inboxes = new LinkedHashMap<>();
  private final List<Inbox> allInboxes = new ArrayList<>();
  private final Map<String, StreamPartitioner<Object>> partitioners = new LinkedHashMap<>();
  private final Map<String, SimulatedTransaction> transactions = new LinkedHashMap<>();

  private RunningJob(
      JobGraph graph,
      int parallelism,
      SimulatedKafka kafka,
      Observer observer,
      RandomGenerator random,
      Optional<Checkpoint> from) {
    this.graph = graph;
    this.parallelism = parallelism;
    this.kafka = kafka;
    this.observer = observer;
    this.random = random;
    int partitions = kafka.partitions();
    this.commandOffsets = from.map(c -> c.commandOffsets().clone()).orElse(new long[partitions]);
    this.settlementOffsets =
        from.map(c -> c.settlementOffsets().clone()).orElse(new long[partitions]);
  }

  /** Starts the job with so many tasks of each operator, from a checkpoint or from nothing. */
  static RunningJob start(
      JobGraph graph,
      int parallelism,
      SimulatedKafka kafka,
      Observer observer,
      RandomGenerator random,
      Optional<Checkpoint> from)
      throws Exception {
    RunningJob job = new RunningJob(graph, parallelism, kafka, observer, random, from);
    from.ifPresent(c -> c.transactions().forEach(SimulatedTransaction::commit));
    for (String uid : graph.operators()) {
      job.startOperator(uid, from);
    }
    from.ifPresent(job::recover);
    return job;
  }

  private void startOperator(String uid, Optional<Checkpoint> from) throws Exception {
    StreamNode node = graph.operator(uid);
    List<OperatorTask> started = new ArrayList<>();
    tasks.put(uid, started);
    for (int index = 0; index < parallelism; index++) {
      OperatorSubtaskState state = null;
      if (from.isPresent()) {
        state =
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(
                    from.get().states().get(uid).toArray(new OperatorSubtaskState[0])),
                node.getMaxParallelism(),
                from.get().parallelism(),
                parallelism,
                index);
      }
      started.add(
          OperatorTask.start(node, index, parallelism, counters, state, kafka.nowMillis(), this));
    }
    for (StreamEdge edge : node.getInEdges()) {
      List<Inbox> ofEdge = new ArrayList<>();
      started.forEach(task -> ofEdge.add(new Inbox(edge, task, parallelism)));
      inboxes.put(edge.getEdgeId(), ofEdge);
      allInboxes.addAll(ofEdge);
      partitioners.put(edge.getEdgeId(), partitioner(edge, node.getMaxParallelism()));
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

  /** Puts what was under way to where it belongs at this parallelism. */
  private void recover(Checkpoint from) {
    for (List<Inbox> ofEdge : inboxes.values()) {
      Inbox any = ofEdge.get(0);
      for (byte[] value : from.underWay().getOrDefault(any.edge().getEdgeId(), List.of())) {
        int to = receiverOf(any.edge(), 0, deserialized(any, value));
        ofEdge.get(to).recover(value);
      }
    }
  }

  private static Object deserialized(Inbox inbox, byte[] value) {
    try {
      return inbox.receiver().deserialize(inbox.input(), value);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("what was under way cannot be read", e);
    }
  }

  /** Lets the next record of a partition be read, if there is one. */
  boolean read(String topic, int partition) throws Exception {
    boolean commands = topic.equals("commands");
    long[] offsets = commands ? commandOffsets : settlementOffsets;
    SimulatedTopic log = commands ? kafka.commands() : kafka.settlements();
    Optional<LogRecord> next = log.next(partition, offsets[partition]);
    if (next.isEmpty()) {
      return false;
    }
    offsets[partition] = next.get().offset() + 1;
    take(tasks.get(graph.reader(topic)).get(partition % parallelism), 1, next.get());
    return true;
  }

  /** Lets a task take a record that is under way, if there is any. */
  boolean deliver() throws Exception {
    int first = random.nextInt(allInboxes.size());
    for (int i = 0; i < allInboxes.size(); i++) {
      Inbox inbox = allInboxes.get((first + i) % allInboxes.size());
      if (inbox.size() > 0) {
        deliver(inbox);
        return true;
      }
    }
    return false;
  }

  private void deliver(Inbox inbox) throws Exception {
    byte[] value = inbox.next(random);
    take(inbox.receiver(), inbox.input(), inbox.receiver().deserialize(inbox.input(), value));
  }

  private void take(OperatorTask task, int input, Object value) throws Exception {
    observer.taking(task, input, value);
    task.take(input, value);
    observer.rested(task);
  }

  /** Returns whether an account has more to do when its turn comes. */
  boolean hasTurnsToGive() {
    return tasks.get("settle").stream().anyMatch(task -> task.numProcessingTimeTimers() > 0);
  }

  /** Lets every task see the broker's time. */
  void passTime() throws Exception {
    for (List<OperatorTask> ofOperator : tasks.values()) {
      for (OperatorTask task : ofOperator) {
        task.setProcessingTime(kafka.nowMillis());
        observer.rested(task);
      }
    }
  }

  /**
   * Takes a checkpoint. The barrier reaches the operators one after another; aligned, each takes
   * all that was sent before it; else that is kept in the checkpoint.
   */
  Checkpoint checkpoint(long number, boolean aligned) throws Exception {
    long[] commands = commandOffsets.clone();
    long[] settlements = settlementOffsets.clone();
    Map<String, List<OperatorSubtaskState>> states = new LinkedHashMap<>();
    Map<String, List<byte[]>> underWay = new LinkedHashMap<>();
    for (String uid : graph.operators()) {
      List<OperatorSubtaskState> ofOperator = new ArrayList<>();
      for (StreamEdge edge : graph.operator(uid).getInEdges()) {
        List<byte[]> ofEdge = new ArrayList<>();
        // Flink keeps nothing that is under way to one certain task: it has no place elsewhere.
        boolean drained = aligned || partitioners.get(edge.getEdgeId()).isPointwise();
        for (Inbox inbox : inboxes.getOrDefault(edge.getEdgeId(), List.of())) {
          while (drained && inbox.size() > 0) {
            deliver(inbox);
          }
          ofEdge.addAll(inbox.content());
        }
        underWay.put(edge.getEdgeId(), ofEdge);
      }
      for (OperatorTask task : tasks.get(uid)) {
        task.prepareSnapshotPreBarrier(number);
        observer.rested(task);
        ofOperator.add(task.snapshot(number, kafka.nowMillis()));
      }
      states.put(uid, ofOperator);
    }
    List<SimulatedTransaction> precommitted = List.copyOf(transactions.values());
    transactions.clear();
    return new Checkpoint(
        number, parallelism, commands, settlements, states, underWay, precommitted, null);
  }

  /** Returns whether the broker gave up what the sinks are still writing: they cannot go on. */
  boolean hasLostATransaction() {
    return transactions.values().stream().anyMatch(SimulatedTransaction::isAborted);
  }

  /** Ends this life: what is not part of a checkpoint is gone. */
  void crash() throws Exception {
    transactions.values().forEach(SimulatedTransaction::abort);
    for (List<OperatorTask> ofOperator : tasks.values()) {
      for (OperatorTask task : ofOperator) {
        task.close();
      }
    }
  }

  @Override
  public void emitted(OperatorTask task, OutputTag<?> tag, Object value) {
    observer.emitted(task, tag, value);
    for (StreamEdge edge : graph.operator(task.uid()).getOutEdges()) {
      boolean same = tag == null ? edge.getOutputTag() == null : tag.equals(edge.getOutputTag());
      if (!same) {
        continue;
      }
      String topic = graph.topic(edge);
      if (topic == null) {
        Inbox to = inboxes.get(edge.getEdgeId()).get(receiverOf(edge, task.index(), value));
        to.send(
            task.index(),
            OperatorTask.serialize(
                graph.operator(graph.target(edge)).getTypeSerializersIn()[to.input() - 1], value));
      } else if (topic.equals("settlements")) {
        SimulatedTransaction transaction =
            transactions.computeIfAbsent(topic + task.index(), any -> kafka.begin());
        kafka.write(topic, (TopicRecord) value, transaction);
      } else if (topic.equals("balances")) {
        kafka.write(topic, (TopicRecord) value, SimulatedTransaction.NONE);
      }
    }
  }

  private int receiverOf(StreamEdge edge, int sender, Object value) {
    StreamPartitioner<Object> partitioner = partitioners.get(edge.getEdgeId());
    if (partitioner.isPointwise()) {
      return sender;
    }
    SerializationDelegate<StreamRecord<Object>> delegate = new SerializationDelegate<>(null);
    delegate.setInstance(new StreamRecord<>(value));
    return partitioner.selectChannel(delegate);
  }

  /** Returns how many records are under way to an operator's input. */
  int underWay(String uid, int input) {
    return allInboxes.stream()
        .filter(inbox -> inbox.receiver().uid().equals(uid) && inbox.input() == input)
        .mapToInt(Inbox::size)
        .sum();
  }

  List<OperatorTask> tasks(String uid) {
    return tasks.get(uid);
  }

  /** Returns how many records of the commands topic this life knows to have been read. */
  long commandsRead() {
    return java.util.Arrays.stream(commandOffsets).sum();
  }

  Counters counters() {
    return counters;
  }

  int parallelism() {
    return parallelism;
  }
}
