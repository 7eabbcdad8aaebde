package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;

/** The one log, as its brokers keep it: partitions fixed for life, each with its append time. */
final class Journal {
  private final List<List<Appended>> partitions = new ArrayList<>();
  private final int[] clock;
  private final int[] epoch;
  private int prints;

  Journal(int partitions) {
    this.clock = new int[partitions];
    this.epoch = new int[partitions];
    for (int p = 0; p < partitions; p++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  /** Appends a record so many units of time after the partition's clock. */
  Appended append(int partition, int later, int key, Content content, boolean aborted) {
    clock[partition] += later;
    List<Appended> records = partitions.get(partition);
    Appended appended =
        new Appended(partition, records.size(), clock[partition], ++prints, key, content, aborted);
    records.add(appended);
    return appended;
  }

  int partitions() {
    return partitions.size();
  }

  int end(int partition) {
    return partitions.get(partition).size();
  }

  Appended at(int partition, int offset) {
    return partitions.get(partition).get(offset);
  }

  List<Appended> records(int partition) {
    return partitions.get(partition);
  }

  int[] ends() {
    int[] ends = new int[partitions.size()];
    for (int p = 0; p < ends.length; p++) {
      ends[p] = end(p);
    }
    return ends;
  }

  int clock(int partition) {
    return clock[partition];
  }

  /** The broker's clock may jump ahead and back, never below 0. */
  void moveClock(int partition, int by) {
    clock[partition] = Math.max(0, clock[partition] + by);
  }

  /** Returns how often the partition had a new leader. */
  int epoch(int partition) {
    return epoch[partition];
  }

  /** Another broker leads; without fault nothing is lost by it. */
  void changeLeader(int partition) {
    epoch[partition]++;
  }

  /** An unclean change of leader: the last records are gone. Returns those. */
  List<Appended> cut(int partition, int newEnd) {
    List<Appended> tail = partitions.get(partition).subList(newEnd, end(partition));
    List<Appended> lost = List.copyOf(tail);
    tail.clear();
    epoch[partition]++;
    return lost;
  }
}
