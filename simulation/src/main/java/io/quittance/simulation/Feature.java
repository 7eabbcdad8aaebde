package io.quittance.simulation;

/** What may happen in a simulation; a failure is easier to read the less of it is needed. */
public enum Feature {
  /** The job crashes and is restored from its latest checkpoint. */
  CRASHES,
  /** It is restored from an older one though newer output is committed. */
  OLDER,
  /** It is restored with another number of tasks. */
  RESCALING,
  /** The broker gives up transactions, also ones that were to be committed. */
  HOLES,
  /** Commands that are malformed, forged or false. */
  FORGERIES,
  /** Commands sent again. */
  REPLAYS,
  /** Commands in the wrong place. */
  MISPLACED,
  /** Accounts frozen and unfrozen. */
  FREEZES,
  /** Commands that count on credits to come. */
  FUTURE,
  /** Requests with entries or receipts time out, and later ones arrive. */
  TIMEOUTS,
  /** Processes of earlier lives write on. */
  ZOMBIES,
  /** Records that somebody else passes off as entries, and entries that stand there again. */
  FALSE_ENTRIES,
  /** The network's later statements come while commands do; else they stand before all else. */
  STATEMENTS
}
