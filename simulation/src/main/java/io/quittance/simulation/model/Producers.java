package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** An instance's producers, one a settling subtask, and where its records were acknowledged. */
final class Producers {
  private final World world;
  private final Job job;
  private final Sink[] sinks;

  /** By partition, where its own records were acknowledged that no checkpoint has read yet. */
  private final List<List<Witness>> acknowledged = new ArrayList<>();

  Producers(World world, Job job) {
    this.world = world;
    this.job = job;
    this.sinks = new Sink[job.parallelism()];
    for (int p = 0; p < world.layout().partitions(); p++) {
      acknowledged.add(new ArrayList<>());
    }
    Arrays.setAll(sinks, subtask -> new Sink(world));
  }

  void restore(Checkpoint checkpoint) {
    for (int p = 0; p < acknowledged.size(); p++) {
      acknowledged.get(p).addAll(checkpoint.acknowledged.get(p));
    }
    checkpoint.onTheWire.forEach(sinks[0]::giveUnchained);
  }

  /** Returns where records of its own were acknowledged in a partition. */
  List<Witness> acknowledged(int partition) {
    return acknowledged.get(partition);
  }

  /** Gives a subtask's producer an entry; rule 3: its own, and no other. */
  void give(int subtask, Outgoing entry) {
    boolean anywhere = world.design().has(Departure.SINK_REBALANCED);
    sinks[anywhere ? world.schedule().choose(sinks.length) : subtask].give(entry);
  }

  /** Writes a due or a receipt. */
  void write(int subtask, Outgoing outgoing) {
    sinks[subtask].write(outgoing);
  }

  /** Sends one record of a subtask's producer; some batches time out. */
  boolean send(int subtask, boolean loses) {
    Sink sink = sinks[subtask];
    if (!sink.wire().isEmpty() && (!sink.hasQueued() || world.schedule().choose(2) == 1)) {
      sink.pass();
      return true;
    }
    if (!sink.hasQueued()) {
      return false;
    }
    Outgoing outgoing = sink.take();
    if (loses) {
      sink.lose(outgoing);
    } else {
      land(sink, outgoing);
    }
    return true;
  }

  boolean hasFailed(int subtask) {
    return sinks[subtask].hasFailed();
  }

  /** Sends all that a subtask's producer has; returns false if the topic does not take it. */
  boolean flush(int subtask) {
    while (sinks[subtask].hasQueued()) {
      if (!land(sinks[subtask], sinks[subtask].take())) {
        return false;
      }
    }
    return true;
  }

  /** Gives the producer what waits before it. */
  void passAll(int subtask) {
    while (!sinks[subtask].wire().isEmpty()) {
      sinks[subtask].pass();
    }
  }

  private boolean land(Sink sink, Outgoing outgoing) {
    if (!world.takes(outgoing)) {
      sink.putBack(outgoing);
      return false;
    }
    Appended appended = world.land(outgoing, job.toString());
    if (appended != null) {
      List<Witness> before = acknowledged.get(appended.partition());
      if (world.design().has(Departure.HIGHEST_ACKNOWLEDGED_ALONE)) {
        before.removeIf(each -> each.offset() < appended.offset());
      }
      before.add(Witness.of(appended));
    }
    return true;
  }

  void snapshotWire(int subtask, Checkpoint checkpoint) {
    checkpoint.onTheWire.addAll(sinks[subtask].wire());
  }

  void snapshotAcknowledged(Checkpoint checkpoint) {
    checkpoint.acknowledged.clear();
    acknowledged.forEach(each -> checkpoint.acknowledged.add(List.copyOf(each)));
  }

  /** What a complete checkpoint has read needs no acknowledgement. */
  void completed(Checkpoint checkpoint) {
    for (int p = 0; p < acknowledged.size(); p++) {
      int read = checkpoint.offsets()[p];
      acknowledged.get(p).removeIf(each -> each.offset() < read);
    }
  }

  boolean isEmpty() {
    return Arrays.stream(sinks).allMatch(Sink::isEmpty);
  }

  /** Returns what may still arrive when the instance is gone. */
  List<Deque<Outgoing>> left() {
    return Arrays.stream(sinks).map(Sink::left).toList();
  }
}
