package io.quittance.simulation.model;

/** A prepared transaction whose commit is not acknowledged yet, as one instance knows it. */
final class Pending {
  private final Prepared prepared;
  private final int subtask;
  private final boolean holdsNothing;
  private boolean due;
  private int[] awaited;
  private Transaction healing;
  private boolean healed;

  /** Makes one of a subtask; after a restore it may have been left without what it holds. */
  Pending(Prepared prepared, int subtask, boolean due, boolean holdsNothing) {
    this.prepared = prepared;
    this.subtask = subtask;
    this.due = due;
    this.holdsNothing = holdsNothing;
  }

  Prepared prepared() {
    return prepared;
  }

  int subtask() {
    return subtask;
  }

  boolean holdsNothing() {
    return holdsNothing;
  }

  /** Tells whether its checkpoint is complete. */
  boolean isDue() {
    return due;
  }

  void becomeDue() {
    due = true;
  }

  /** Returns how far the stable end must come before it is looked for; null if nobody asked. */
  int[] awaited() {
    return awaited;
  }

  void await(int[] ends) {
    awaited = ends;
  }

  /** Returns the transaction that says again what was lost; null for none. */
  Transaction healing() {
    return healing;
  }

  void heal(Transaction by) {
    healing = by;
  }

  /** Tells whether what was lost is said again and committed. */
  boolean isHealed() {
    return healed;
  }

  void becomeHealed() {
    healed = true;
  }
}
