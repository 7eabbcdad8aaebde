package io.quittance.simulation;

import io.quittance.jobs.settlement.SettlementsTransaction;

/** A Kafka transaction as the broker sees it. */
final class SimulatedTransaction {
  /** What is written outside of transactions counts at once. */
  static final SimulatedTransaction NONE = new SimulatedTransaction(0, 0, State.COMMITTED);

  private enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  private final long producer;
  private final long beganMillis;
  private State state;
  private SettlementsTransaction content;

  private SimulatedTransaction(long producer, long beganMillis, State state) {
    this.producer = producer;
    this.beganMillis = beganMillis;
    this.state = state;
  }

  /**
   * Begins one.
   *
   * @param producer the id of its producer, which no other has
   */
  static SimulatedTransaction begin(long producer, long nowMillis) {
    return new SimulatedTransaction(producer, nowMillis, State.OPEN);
  }

  long producer() {
    return producer;
  }

  /** It is a part of a checkpoint, and this is what is kept of it there. */
  void prepare(SettlementsTransaction kept) {
    content = kept;
  }

  /** Returns what is kept of it in checkpoints. */
  SettlementsTransaction content() {
    return content;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isCommitted() {
    return state == State.COMMITTED;
  }

  boolean isAborted() {
    return state == State.ABORTED;
  }

  long beganMillis() {
    return beganMillis;
  }

  /** Commits; of a transaction that is not open any more nothing comes, as in Flink's sink. */
  void commit() {
    state = isOpen() ? State.COMMITTED : state;
  }

  void abort() {
    state = isOpen() ? State.ABORTED : state;
  }
}
