package io.quittance.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.flink.streaming.api.graph.StreamEdge;

/**
 * What is under way to one input of one task: per sender in order, between senders in any order.
 * What a checkpoint found under way comes before all else, as in Flink.
 */
final class Inbox {
  private final StreamEdge edge;
  private final OperatorTask receiver;
  private final Deque<byte[]> recovered = new ArrayDeque<>();
  private final List<Deque<byte[]>> senders = new ArrayList<>();
  private int size;

  Inbox(StreamEdge edge, OperatorTask receiver, int senders) {
    this.edge = edge;
    this.receiver = receiver;
    for (int i = 0; i < senders; i++) {
      this.senders.add(new ArrayDeque<>());
    }
  }

  StreamEdge edge() {
    return edge;
  }

  OperatorTask receiver() {
    return receiver;
  }

  /** Returns the receiver's input that this leads to, 1 or 2. */
  int input() {
    return Math.max(1, edge.getTypeNumber());
  }

  int size() {
    return size;
  }

  void recover(byte[] value) {
    recovered.add(value);
    size++;
  }

  void send(int sender, byte[] value) {
    senders.get(sender).add(value);
    size++;
  }

  /** Takes out the next record, of some sender's. */
  byte[] next(RandomGenerator random) {
    size--;
    if (!recovered.isEmpty()) {
      return recovered.remove();
    }
    int first = random.nextInt(senders.size());
    for (int i = 0; i < senders.size(); i++) {
      Deque<byte[]> sender = senders.get((first + i) % senders.size());
      if (!sender.isEmpty()) {
        return sender.remove();
      }
    }
    throw new IllegalStateException("nothing is under way");
  }

  /** Returns all that is under way, per sender in its order. */
  List<byte[]> content() {
    List<byte[]> content = new ArrayList<>(recovered);
    senders.forEach(content::addAll);
    return content;
  }
}
