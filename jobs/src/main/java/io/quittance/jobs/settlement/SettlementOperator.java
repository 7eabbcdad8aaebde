package io.quittance.jobs.settlement;

import java.util.Arrays;

/**
 * The operators of the settlement job. Every checkpoint ever taken knows them by their uids, so
 * those stay as they are.
 */
public enum SettlementOperator {
  JOURNAL_SOURCE("journal-source"),
  READ_JOURNAL("read-journal"),
  ADMIT("admit"),

  /** The operator that keeps the accounts. */
  SETTLE("settle"),
  ENTRIES_SINK("entries-sink"),
  COALESCE_BALANCES("coalesce-balances"),
  SETTLEMENTS_SINK("settlements-sink"),
  BALANCES_SINK("balances-sink"),
  RECEIPTS_SINK("receipts-sink"),
  REJECTIONS_SINK("rejections-sink");

  private final String uid;

  SettlementOperator(String uid) {
    this.uid = uid;
  }

  /** Returns the operator's uid. */
  public String uid() {
    return uid;
  }

  /**
   * Returns the operator that has a uid.
   *
   * @throws IllegalArgumentException if none has
   */
  public static SettlementOperator of(String uid) {
    return Arrays.stream(values())
        .filter(operator -> operator.uid.equals(uid))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the settlement job has no operator " + uid));
  }
}
