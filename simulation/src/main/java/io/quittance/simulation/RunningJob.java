package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamNode;
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
  private final Tampering tampering;
  private final RandomGenerator random;
  private final Counters counters;
  private final long[] journalOffsets;
  private final Map<SettlementOperator, List<OperatorTask>> tasks = new LinkedHashMap<>();
  private final Channels channels;
  private final List<SimulatedSettlements> settlements = new ArrayList<>();

  /** The producers of entries and of receipts, by task. */
  private final Map<Topic, List<SimulatedProducer>> producers = new LinkedHashMap<>();

  private boolean requestsFail;

  private RunningJob(
      JobGraph graph,
      int parallelism,
      SimulatedKafka kafka,
      Observer observer,
      Tampering tampering,
      RandomGenerator random,
      Optional<Checkpoint> from) {
    this.graph = graph;
    this.parallelism = parallelism;
    this.channels = new Channels(parallelism);
    this.kafka = kafka;
    this.observer = observer;
    this.tampering = tampering;
    this.counters = new Counters(tampering);
    this.random = random;
    for (Topic topic : List.of(Topics.JOURNAL, Topics.RECEIPTS)) {
      List<SimulatedProducer> ofTasks = new ArrayList<>();
      for (int i = 0; i < parallelism; i++) {
        ofTasks.add(new SimulatedProducer(topic, kafka, tampering.keepsOrder()));
      }
      producers.put(topic, ofTasks);
    }
    for (int i = 0; i < parallelism; i++) {
      settlements.add(new SimulatedSettlements(kafka, tampering, i));
    }
    int partitions = kafka.partitions();
    this.journalOffsets = from.map(c -> c.journalOffsets().clone()).orElse(new long[partitions]);
  }

  /** Starts the job with so many tasks of each operator, from a checkpoint or from nothing. */
  static RunningJob start(
      JobGraph graph,
      int parallelism,
      SimulatedKafka kafka,
      Observer observer,
      Tampering tampering,
      RandomGenerator random,
      Optional<Checkpoint> from)
      throws Exception {
    RunningJob job = new RunningJob(graph, parallelism, kafka, observer, tampering, random, from);
    for (SettlementOperator operator : graph.operators()) {
      job.startOperator(operator, from);
    }
    from.ifPresent(c -> job.channels.recover(c.underWay()));
    return job;
  }

  private void startOperator(SettlementOperator operator, Optional<Checkpoint> from)
      throws Exception {
    StreamNode node = graph.operator(operator);
    List<OperatorTask> started = new ArrayList<>();
    tasks.put(operator, started);
    for (int index = 0; index < parallelism; index++) {
      OperatorSubtaskState state = null;
      if (from.isPresent()) {
        state =
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(
                    from.get().states().get(operator).toArray(new OperatorSubtaskState[0])),
                node.getMaxParallelism(),
                from.get().parallelism(),
                parallelism,
                index);
      }
      started.add(
          OperatorTask.start(node, index, parallelism, counters, state, kafka.nowMillis(), this));
    }
    channels.layTo(node, started);
  }

  /** Lets the next record of a partition of the journal be read, if there is one. */
  boolean read(int partition) throws Exception {
    Optional<LogRecord> next = kafka.journal().next(partition, journalOffsets[partition]);
    if (next.isEmpty()) {
      return false;
    }
    journalOffsets[partition] = next.get().offset() + 1;
    take(tasks.get(graph.reader(Topics.JOURNAL)).get(partition % parallelism), 1, next.get());
    return true;
  }

  /** Lets a task take a record that is under way, if there is any. */
  boolean deliver() throws Exception {
    Optional<Inbox> inbox = channels.any(random);
    if (inbox.isPresent()) {
      deliver(inbox.get());
    }
    return inbox.isPresent();
  }

  private void deliver(Inbox inbox) throws Exception {
    byte[] value = inbox.next(random);
    Object record = inbox.receiver().deserialize(inbox.input(), value);
    if (!tampering.loses(inbox.receiver(), inbox.input(), record)) {
      take(inbox.receiver(), inbox.input(), record);
    }
  }

  private void take(OperatorTask task, int input, Object value) throws Exception {
    observer.taking(task, input, value);
    task.take(input, value);
    observer.rested(task);
  }

  /** Says whether requests to the broker may time out. */
  void letRequestsFail(boolean mayFail) {
    requestsFail = mayFail;
  }

  /** Lets a request with entries or receipts come to its end, if there is any. */
  boolean transmit() {
    List<SimulatedProducer> busy = unsent();
    if (!busy.isEmpty()) {
      busy.get(random.nextInt(busy.size())).transmit(random, requestsFail);
    }
    return !busy.isEmpty();
  }

  /** Returns whether a request has timed out. */
  boolean hasFailedToWrite() {
    return producers.values().stream().flatMap(List::stream).anyMatch(SimulatedProducer::hasFailed);
  }

  /** Returns the producers that have something that has not arrived yet. */
  List<SimulatedProducer> unsent() {
    return producers.values().stream()
        .flatMap(List::stream)
        .filter(producer -> !producer.isIdle())
        .toList();
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
   * all that was sent before it; else that is kept in the checkpoint. Sinks that write at least
   * once wait until all has arrived.
   *
   * @return the checkpoint, nothing if something can no longer arrive and the job has failed
   */
  Optional<Checkpoint> checkpoint(long number, boolean aligned) throws Exception {
    long[] journal = journalOffsets.clone();
    Map<SettlementOperator, List<OperatorSubtaskState>> states = new LinkedHashMap<>();
    Map<String, List<byte[]>> underWay = new LinkedHashMap<>();
    for (SettlementOperator operator : graph.operators()) {
      List<OperatorSubtaskState> ofOperator = new ArrayList<>();
      for (StreamEdge edge : graph.operator(operator).getInEdges()) {
        List<byte[]> ofEdge = new ArrayList<>();
        // Flink keeps nothing that is under way to one certain task: it has no place elsewhere.
        boolean drained = aligned || channels.isPointwise(edge);
        for (Inbox inbox : channels.of(edge)) {
          while (drained && inbox.size() > 0) {
            deliver(inbox);
          }
          ofEdge.addAll(inbox.content());
        }
        underWay.put(edge.getEdgeId(), ofEdge);
      }
      for (OperatorTask task : tasks.get(operator)) {
        task.prepareSnapshotPreBarrier(number);
        observer.rested(task);
        if (operator == SettlementOperator.SETTLE && !flush(Topics.JOURNAL, task.index())) {
          return Optional.empty();
        }
        ofOperator.add(task.snapshot(number, kafka.nowMillis()));
      }
      states.put(operator, ofOperator);
    }
    for (int index = 0; index < parallelism; index++) {
      if (!flush(Topics.RECEIPTS, index)) {
        return Optional.empty();
      }
    }
    List<SimulatedTransaction> precommitted = new ArrayList<>();
    settlements.forEach(sink -> sink.prepare(number).ifPresent(precommitted::add));
    return Optional.of(
        new Checkpoint(
            number, parallelism, journal, states, underWay, List.copyOf(precommitted), null));
  }

  /** Waits until all that a task has written to a topic has arrived; false if it cannot. */
  private boolean flush(Topic topic, int index) {
    SimulatedProducer producer = producers.get(topic).get(index);
    if (tampering.flushes(topic)) {
      producer.flush(random, requestsFail);
    }
    return !producer.hasFailed() || !tampering.flushes(topic);
  }

  /** Returns whether the broker gave up what the sinks are still writing: they cannot go on. */
  boolean hasLostATransaction() {
    return settlements.stream()
        .anyMatch(sink -> sink.running().filter(SimulatedTransaction::isAborted).isPresent());
  }

  /** Ends this life: what is not part of a checkpoint is gone. */
  void crash() throws Exception {
    settlements.forEach(sink -> sink.running().ifPresent(SimulatedTransaction::abort));
    for (List<OperatorTask> ofOperator : tasks.values()) {
      for (OperatorTask task : ofOperator) {
        task.close();
      }
    }
  }

  @Override
  public void emitted(OperatorTask task, OutputTag<?> tag, Object value) {
    for (Tampering.Emission emission :
        tampering.emitted(task, new Tampering.Emission(tag, value))) {
      observer.emitted(task, emission.tag(), emission.value());
      passOn(task, emission.tag(), emission.value());
    }
  }

  private void passOn(OperatorTask task, OutputTag<?> tag, Object value) {
    for (StreamEdge edge : graph.operator(task.identity()).getOutEdges()) {
      boolean same = tag == null ? edge.getOutputTag() == null : tag.equals(edge.getOutputTag());
      if (!same) {
        continue;
      }
      Topic topic = graph.topic(edge);
      if (topic == null) {
        Inbox to = channels.to(edge, task.index(), value);
        to.send(
            task.index(),
            OperatorTask.serialize(
                graph.operator(graph.target(edge)).getTypeSerializersIn()[to.input() - 1], value));
      } else {
        int sink = JobGraph.isPointwise(edge) ? task.index() : random.nextInt(parallelism);
        if (topic.equals(Topics.SETTLEMENTS)) {
          settlements.get(sink).write((SettledRecord) value);
          continue;
        }
        for (TopicRecord record : tampering.written(topic, (TopicRecord) value)) {
          write(topic, record, sink);
        }
      }
    }
  }

  /** Writes to a topic that somebody reads here. */
  private void write(Topic topic, TopicRecord record, int index) {
    if (producers.containsKey(topic)) {
      producers.get(topic).get(index).send(record);
    } else if (topic.equals(Topics.BALANCES)) {
      kafka.write(topic, record, SimulatedTransaction.NONE);
    }
  }

  /** Returns how many records are under way to an operator's input. */
  int underWay(SettlementOperator operator, int input) {
    return channels.underWay(operator, input);
  }

  List<OperatorTask> tasks(SettlementOperator operator) {
    return tasks.get(operator);
  }

  /** Returns how many records of the journal this life knows to have been read. */
  long journalRead() {
    return Arrays.stream(journalOffsets).sum();
  }

  /** Returns how many records of a partition of the journal this life knows to have been read. */
  long journalRead(int partition) {
    return journalOffsets[partition];
  }

  Counters counters() {
    return counters;
  }

  int parallelism() {
    return parallelism;
  }
}
