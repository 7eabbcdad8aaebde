package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;

/** A completed checkpoint, or savepoint: what an instance can go on from. */
final class Checkpoint {
  final int number;
  final int parallelism;
  final int lineage;

  /** Whether its instance wrote the final lane. */
  final boolean writesFinal;

  /** Whether its instance kept silent of entries. */
  final boolean silent;

  final PartitionState[] partitions;
  final int[] readBy;
  final KeyState[] keys;
  final List<List<Item>> inFlight = new ArrayList<>();
  final List<Outgoing> onTheWire = new ArrayList<>();

  /** By partition, where its instance's records were acknowledged and not read yet. */
  final List<List<Witness>> acknowledged = new ArrayList<>();

  /** Transactions that are not acknowledged: its own, and those of checkpoints before it. */
  final List<Prepared> carried = new ArrayList<>();

  /**
   * By settling subtask and partition: all records below are settled, and some below the second.
   */
  final int[][] settledBelow;

  final int[][] settledUpTo;

  Checkpoint(Job job, int number) {
    Layout layout = job.world().layout();
    int count = layout.partitions();
    this.number = number;
    this.parallelism = job.parallelism();
    this.lineage = job.finalLane().lineage();
    this.writesFinal = job.finalLane().isWriting();
    this.silent = job.isSilent();
    this.partitions = new PartitionState[count];
    this.readBy = new int[count];
    this.keys = new KeyState[layout.keys()];
    this.settledBelow = new int[parallelism][];
    this.settledUpTo = new int[parallelism][];
  }

  int[] offsets() {
    int[] offsets = new int[partitions.length];
    for (int p = 0; p < offsets.length; p++) {
      offsets[p] = partitions[p].offset();
    }
    return offsets;
  }
}
