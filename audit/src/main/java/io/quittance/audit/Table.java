package io.quittance.audit;

/** What an audit keeps, each kind under a first byte of its own. */
enum Table {
  /** Where the audit is. */
  PROGRESS('g'),
  /** Accounts by their ids. */
  ACCOUNT('a'),
  /** Sums of an account's first credits, by account and number. */
  TOTAL('t'),
  /** Highest number credited, by account and origin. */
  CREDITED('c'),
  /** Number of the last transfer, by account and payee. */
  PAID('p'),
  /** Credits that wait for the ones before them, by account, origin and the number of that one. */
  PARKED('k'),
  /** Credits that are not counted yet, by account and place. */
  QUEUED('q'),
  /** Commands that wait, by account and place. */
  WAITING('w'),
  /** Log time of an account's latest credit, by account. */
  CREDIT_TIME('i'),
  /** Events that the ledger makes, by the place of their command. */
  DUE_EVENT('e'),
  /** Places of commands whose event was not found published yet. */
  MISSING('m'),
  /** Transfers published before credits named the ones before them, by payer and number. */
  UNCHAINED('h'),
  /** Published events that no command has explained yet, by the claimed place and their own. */
  UNEXPLAINED('u'),
  /** Places of commands whose event was found more than once. */
  REPEATED('r'),
  /** The latest command of a partition whose event was found published, by partition. */
  FRONTIER('f'),
  /** Verdicts by the place of their command. */
  VERDICT('v'),
  /** Compliance orders by log time and place. */
  ORDER('o'),
  /**
   * Places of transfers' commands, by asset, auditor's epoch and where their events stand in time.
   */
  PAID_IN_TIME('z'),
  /** What published totals still lack, by asset and auditor's epoch. */
  OWED('y'),
  /** Differences by log time and place. */
  DIFFERENCE('d'),
  /** The last record read of each partition, by topic and partition. */
  LAST_RECORD('l');

  private final byte prefix;

  Table(char prefix) {
    this.prefix = (byte) prefix;
  }

  byte prefix() {
    return prefix;
  }
}
