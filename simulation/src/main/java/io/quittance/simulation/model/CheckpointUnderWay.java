package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A checkpoint while it is taken: barriers wait for each other, or overtake what is queued. */
final class CheckpointUnderWay {
  private final Job job;
  private final Channels channels;
  private final Checkpoint checkpoint;
  private final boolean unaligned;
  private final int subtasks;
  private final boolean[] readerDone;
  private final boolean[] settleDone;
  private final boolean[][] arrived;
  private final boolean[][] recording;
  private final List<List<Item>> captured = new ArrayList<>();

  CheckpointUnderWay(Job job, Channels channels, Checkpoint checkpoint, boolean unaligned) {
    this.job = job;
    this.channels = channels;
    this.checkpoint = checkpoint;
    this.unaligned = unaligned;
    this.subtasks = job.parallelism();
    this.readerDone = new boolean[subtasks];
    this.settleDone = new boolean[subtasks];
    this.arrived = new boolean[subtasks][subtasks];
    this.recording = new boolean[subtasks][subtasks];
    for (int i = 0; i < subtasks * subtasks; i++) {
      captured.add(new ArrayList<>());
    }
  }

  /** A record entered a queue: it belongs to the checkpoint if its barrier was overtaken there. */
  void entered(int from, int to, Item item) {
    if (recording[from][to]) {
      captured(from, to).add(item);
    }
  }

  /** A reading subtask snapshots its partitions and sends barriers. */
  boolean passReader(int from) {
    if (readerDone[from]) {
      return false;
    }
    readerDone[from] = true;
    job.snapshotReader(from, checkpoint);
    for (int to = 0; to < subtasks; to++) {
      if (recording[from][to]) {
        recording[from][to] = false;
        arrived[from][to] = true;
      } else {
        channels.queue(from, to).add(Item.BARRIER);
      }
    }
    return true;
  }

  /** Tells whether an aligned checkpoint holds this queue back. */
  boolean blocks(int from, int to) {
    return !unaligned && arrived[from][to];
  }

  /** A barrier has come to the head of a queue. */
  void reached(int from, int to) {
    if (unaligned) {
      channels.queue(from, to).addFirst(Item.BARRIER);
      overtake(to);
      return;
    }
    arrived[from][to] = true;
    boolean all = true;
    for (int other = 0; other < subtasks; other++) {
      all &= arrived[other][to];
    }
    if (all) {
      settle(to);
    }
  }

  /** Unaligned: the first barrier passes all that is queued, which goes into the checkpoint. */
  boolean overtake(int to) {
    if (!unaligned || settleDone[to]) {
      return false;
    }
    boolean any = false;
    for (int from = 0; from < subtasks; from++) {
      any |= readerDone[from];
    }
    if (!any) {
      return false;
    }
    for (int from = 0; from < subtasks; from++) {
      if (readerDone[from]) {
        captureUpToBarrier(from, to);
        arrived[from][to] = true;
      } else {
        captured(from, to).addAll(channels.queue(from, to));
        recording[from][to] = true;
      }
    }
    settle(to);
    return true;
  }

  private void captureUpToBarrier(int from, int to) {
    Iterator<Item> each = channels.queue(from, to).iterator();
    while (each.hasNext()) {
      Item item = each.next();
      if (item.isBarrier()) {
        each.remove();
        return;
      }
      captured(from, to).add(item);
    }
  }

  private void settle(int to) {
    settleDone[to] = job.snapshotSettle(to, checkpoint);
  }

  /** Returns the checkpoint once every part of it is there, else null. */
  Checkpoint completed() {
    for (int from = 0; from < subtasks; from++) {
      if (!readerDone[from] || !settleDone[from]) {
        return null;
      }
      for (int to = 0; to < subtasks; to++) {
        if (recording[from][to]) {
          return null;
        }
      }
    }
    for (List<Item> items : captured) {
      if (!items.isEmpty()) {
        checkpoint.inFlight.add(items);
      }
    }
    return checkpoint;
  }

  private List<Item> captured(int from, int to) {
    return captured.get(from * subtasks + to);
  }
}
