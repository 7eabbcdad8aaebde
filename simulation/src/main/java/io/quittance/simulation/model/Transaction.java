package io.quittance.simulation.model;

/** A transaction of the final lane, as its broker knows it. */
final class Transaction {
  private enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  private final String name;
  private final int lineage;
  private State state = State.OPEN;
  private int[] verifiedBelow;
  private boolean forgotten;
  private boolean late;

  Transaction(String name, int lineage) {
    this.name = name;
    this.lineage = lineage;
  }

  /** Returns its name; after an older state was restored, a name is used again. */
  String name() {
    return name;
  }

  /** Returns whose it is: instances that went on from each other's newest checkpoint. */
  int lineage() {
    return lineage;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isCommitted() {
    return state == State.COMMITTED;
  }

  /** Commits; returns the broker's answer: whether it is committed, now or since before. */
  boolean commit() {
    state = isOpen() ? State.COMMITTED : state;
    return isCommitted() && !forgotten;
  }

  /** The broker forgets what became of it; to whoever asks it is unknown. */
  void forget() {
    forgotten = true;
  }

  boolean isForgotten() {
    return forgotten;
  }

  /** An instance that is gone says again by it what was lost. */
  void sayLate() {
    late = true;
  }

  /** Tells whether an instance wrote it that was gone already. */
  boolean isLate() {
    return late;
  }

  void abort() {
    state = isOpen() ? State.ABORTED : state;
  }

  /** Rule 21: it says below which places of the journal everything stands, verified. */
  void sayVerifiedBelow(int[] places) {
    verifiedBelow = places.clone();
  }

  int verifiedBelow(int partition) {
    return verifiedBelow == null ? 0 : verifiedBelow[partition];
  }

  @Override
  public String toString() {
    return name;
  }
}
