package io.quittance.audit;

/** What an audit keeps, each kind under a first byte of its own. */
enum Table {
  /** Where the audit is. */
  PROGRESS('g'),
  /** Accounts by their ids. */
  ACCOUNT('a'),
  /** Sums of an account's first credits, by account and number. */
  TOTAL('t'),
  /** Highest number credited, by account and payer. */
  CREDITED('c'),
  /** Number of the last transfer, by account and payee. */
  PAID('p'),
  /** Events that the ledger makes, by the place of their command. */
  DUE_EVENT('e'),
  /** Places of commands whose event was not found published yet. */
  MISSING('m'),
  /** Published events that no command has explained yet, by the claimed place and their own. */
  UNEXPLAINED('u'),
  /** Places of commands whose event was found more than once. */
  REPEATED('r'),
  /** The latest command of a partition whose event was found published, by partition. */
  FRONTIER('f'),
  /** Digests of the entries that follow from accepted transfers, by origin, payee and number. */
  DUE_ENTRY('n'),
  /** Entries that follow and are not counted yet, by origin, payee and number. */
  ON_ITS_WAY('w'),
  /** Entries in the journal that no command has explained yet, likewise, and by their place. */
  UNEXPLAINED_ENTRY('x'),
  /** Digests of payees' receipts, by the place of the entry or issue that was counted. */
  CREDIT_RECEIPT('b'),
  /** Receipts that were not found published yet, by the place that they are about, and kind. */
  UNTOLD('s'),
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
  /** What somebody should look into though the books agree, by log time and place. */
  WARNING('i'),
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
