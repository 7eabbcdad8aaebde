package io.quittance.simulation;

/** A Kafka transaction as the broker sees it. */
final class SimulatedTransaction {
  /** What is written outside of transactions counts at once. */
  static final SimulatedTransaction NONE = new SimulatedTransaction(0, State.COMMITTED);

  private enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  private final long beganMillis;
  private State state;

  private SimulatedTransaction(long beganMillis, State state) {
    this.beganMillis = beganMillis;
    this.state = state;
  }

  static SimulatedTransaction begin(long nowMillis) {
    return new SimulatedTransaction(nowMillis, State.OPEN);
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
