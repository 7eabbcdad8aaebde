package io.quittance.simulation.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One subtask's producer: what it was given and what is not acknowledged yet; rule 3. */
final class Sink {
  private final World world;
  private final Deque<Outgoing> wire = new ArrayDeque<>();
  private final Deque<Outgoing> queue = new ArrayDeque<>();
  private final Set<List<Integer>> stated = new HashSet<>();
  private boolean failed;

  Sink(World world) {
    this.world = world;
  }

  /** Gives it an entry; what waits before an unchained sink is in no flush. */
  void give(Outgoing entry) {
    if (world.design().has(Departure.SINK_NOT_CHAINED)) {
      wire.add(entry);
    } else {
      write(entry);
    }
  }

  void giveUnchained(Outgoing entry) {
    wire.add(entry);
  }

  Deque<Outgoing> wire() {
    return wire;
  }

  /** Moves one record on from the wire. */
  void pass() {
    write(wire.poll());
  }

  /** Rule 2: before its first entry of version v into a partition it writes statements 1 to v. */
  void write(Outgoing outgoing) {
    if (outgoing.content() instanceof Entry entry
        && !world.design().has(Departure.NO_STATEMENTS_BEFORE_ENTRIES)
        && !world.design().has(Circumstance.ONE_STATEMENT)) {
      int last = Math.max(entry.fact().version(), entry.key());
      for (int version = 1; version <= last; version++) {
        if (stated.add(List.of(outgoing.lane(), version))) {
          queue.add(Outgoing.record(outgoing.lane(), -1, Statement.of(version)));
        }
      }
    }
    queue.add(outgoing);
  }

  boolean isEmpty() {
    return queue.isEmpty() && wire.isEmpty();
  }

  boolean hasQueued() {
    return !queue.isEmpty();
  }

  boolean hasFailed() {
    return failed;
  }

  /** Takes a record out that the broker may take next: a partition's records keep their order. */
  Outgoing take() {
    return take(world, queue, world.design().has(Departure.PRODUCER_REORDERS));
  }

  /** A batch timed out: it is gone, the next may land, and the flush will fail. */
  void lose(Outgoing outgoing) {
    failed = true;
    world.story().tell(() -> "  a batch times out: " + outgoing);
  }

  void putBack(Outgoing outgoing) {
    queue.addFirst(outgoing);
  }

  /** Returns what a dead instance may still bring to the broker. */
  Deque<Outgoing> left() {
    return queue;
  }

  static Outgoing take(World world, Deque<Outgoing> queue, boolean anyOrder) {
    Set<Integer> lanes = new HashSet<>();
    List<Outgoing> heads = new ArrayList<>();
    for (Outgoing outgoing : queue) {
      if (anyOrder || lanes.add(outgoing.lane())) {
        heads.add(outgoing);
      }
    }
    Outgoing taken = heads.get(world.schedule().choose(heads.size()));
    queue.removeFirstOccurrence(taken);
    return taken;
  }
}
