package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is kept for a key, an account or an escrow. */
final class KeyState {
  /** An account's life, or an escrow's outcome. */
  enum Status {
    UNOPENED,
    OPEN,
    FROZEN,
    CLOSED,
    APPROVED,
    REFUNDED
  }

  /**
   * The last accepted command of a role, for repeats; rule 10.
   *
   * @param number its number, -1 before the first
   * @param id stands for its bytes
   * @param version the statement whose key signed its receipt
   */
  record Last(int number, int id, int version) {
    static final Last NONE = new Last(-1, -1, 0);

    @Override
    public String toString() {
      return number + "/" + id + "/" + version + " ";
    }
  }

  /**
   * A number and when it was last used.
   *
   * @param number an entry's
   * @param time log time of the key's partition
   */
  record Mark(int number, int time) {}

  Status status = Status.UNOPENED;
  int nextSequence;
  Last last = Last.NONE;
  Last lastIssue = Last.NONE;
  Last lastOrder = Last.NONE;

  /** The balance that proofs are about. */
  long available;

  int received;
  int applied;
  long receivedSum;
  long appliedSum;

  /** Sums of credits by how many there are, from the first that is not applied. */
  final TreeMap<Integer, Long> totals = new TreeMap<>();

  /** Rule 4: by origin the highest number that was counted. */
  final TreeMap<Integer, Mark> marks = new TreeMap<>();

  /** By payee the last entry's number, which the next one names. */
  final TreeMap<Integer, Mark> lastPaid = new TreeMap<>();

  /** By origin, entries whose predecessors are missing. */
  final TreeMap<Integer, List<Fact>> parked = new TreeMap<>();

  /** What an escrow holds, by who paid it in. */
  final TreeMap<Integer, Long> held = new TreeMap<>();

  int entries;

  KeyState copy() {
    KeyState copy = new KeyState();
    copy.status = status;
    copy.nextSequence = nextSequence;
    copy.last = last;
    copy.lastIssue = lastIssue;
    copy.lastOrder = lastOrder;
    copy.available = available;
    copy.received = received;
    copy.applied = applied;
    copy.receivedSum = receivedSum;
    copy.appliedSum = appliedSum;
    copy.totals.putAll(totals);
    copy.marks.putAll(marks);
    copy.lastPaid.putAll(lastPaid);
    parked.forEach((origin, facts) -> copy.parked.put(origin, new ArrayList<>(facts)));
    copy.held.putAll(held);
    copy.entries = entries;
    return copy;
  }

  boolean isOpen() {
    return status == Status.OPEN || status == Status.FROZEN;
  }

  boolean isDecided() {
    return status == Status.APPROVED || status == Status.REFUNDED;
  }

  /** Takes a credit in. */
  void receive(long amount) {
    received++;
    receivedSum += amount;
    totals.put(received, receivedSum);
  }

  /** Returns the sum of the first so many credits, which are no fewer than the applied ones. */
  long total(int credits) {
    return credits == applied ? appliedSum : totals.get(credits);
  }

  /** Returns all money that is here. */
  long money() {
    long sum = available + receivedSum - appliedSum;
    for (long amount : held.values()) {
      sum += amount;
    }
    return sum;
  }

  /** Returns everything that is kept, as text to compare. */
  String canonical() {
    StringBuilder text = new StringBuilder();
    text.append(status).append(' ').append(nextSequence).append(' ').append(last);
    text.append(lastIssue).append(lastOrder).append(' ').append(available).append(' ');
    text.append(received).append(' ').append(applied).append(' ').append(receivedSum).append(' ');
    text.append(appliedSum).append(' ').append(totals).append(held).append(parked).append(entries);
    numbers(text, marks);
    numbers(text, lastPaid);
    return text.toString();
  }

  private static void numbers(StringBuilder text, Map<Integer, Mark> marks) {
    text.append(' ');
    marks.forEach((key, mark) -> text.append(key).append(':').append(mark.number()).append(';'));
  }
}
