package io.quittance.simulation.model;

/** What the world does in all runs of a variant; without one, each run chooses. */
enum Circumstance {
  /** Checkpoints wait for what is under way. */
  ALIGNED,
  /** Checkpoints overtake what is under way. */
  UNALIGNED,
  /** The network never has more than statement 1. */
  ONE_STATEMENT,
  /** Statement 1 stands everywhere at the beginning. */
  STATEMENT_1_EVERYWHERE,
  /** Single entries that were acknowledged are lost. */
  ACKNOWLEDGED_ENTRIES_LOST,
  /** Statement 3 revokes the first operator's key. */
  KEY_REVOKED,
  /** The last instance replays from nothing. */
  LAST_FROM_NOTHING,
  /** The arbiter never approves, so that escrows end by their deadlines. */
  NOBODY_APPROVES,
  /** One transaction in three is given up before its commit. */
  TRANSACTIONS_OFTEN_LOST,
  /** A broker loses the ends of partitions. */
  LOG_CUT,
  /** Another build is to be promoted. */
  CANDIDATE,
  /** Neither. */
  NEITHER_CUT_NOR_CANDIDATE
}
