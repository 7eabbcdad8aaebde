package io.quittance.simulation.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The keyed exchange: from each reading subtask to each settling one a queue that keeps order. */
final class Channels {
  private final int subtasks;
  private final List<Deque<Item>> queues = new ArrayList<>();

  /** By settling subtask, what was in flight in the checkpoint that was restored. */
  private final List<List<Deque<Item>>> recovered = new ArrayList<>();

  Channels(int subtasks) {
    this.subtasks = subtasks;
    for (int i = 0; i < subtasks * subtasks; i++) {
      queues.add(new ArrayDeque<>());
    }
    for (int to = 0; to < subtasks; to++) {
      recovered.add(new ArrayList<>());
    }
  }

  Deque<Item> queue(int from, int to) {
    return queues.get(from * subtasks + to);
  }

  /** Takes up one queue of a checkpoint for a subtask. */
  void recover(int to, Deque<Item> items) {
    if (!items.isEmpty()) {
      recovered.get(to).add(items);
    }
  }

  boolean hasRecovered() {
    return recovered.stream().anyMatch(queue -> !queue.isEmpty());
  }

  boolean hasRecovered(int to) {
    return !recovered.get(to).isEmpty();
  }

  /** Takes what was in flight, from any of the old queues: between those there is no order. */
  Item pollRecovered(int to, int pick) {
    List<Deque<Item>> old = recovered.get(to);
    int chosen = pick % old.size();
    Item item = old.get(chosen).poll();
    if (old.get(chosen).isEmpty()) {
      old.remove(chosen);
    }
    return item;
  }

  boolean isEmpty() {
    return !hasRecovered() && queues.stream().allMatch(Deque::isEmpty);
  }

  /** Tells whether a record like this waits to be settled. */
  boolean holds(Predicate<Item> wanted) {
    return hasRecovered()
        || queues.stream()
            .anyMatch(
                queue -> queue.stream().anyMatch(item -> !item.isBarrier() && wanted.test(item)));
  }

  void dropBarriers() {
    queues.forEach(queue -> queue.removeIf(Item::isBarrier));
  }
}
