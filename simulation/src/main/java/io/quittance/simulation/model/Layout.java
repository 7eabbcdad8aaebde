package io.quittance.simulation.model;

/** The keys of a run, accounts first and then one escrow, and where each has its inbox. */
final class Layout {
  private static final int ESCROWS = 1;
  private static final int EARLIEST_DEADLINE = 20;
  private static final int DEADLINES = 60;

  private final int partitions;
  private final int accounts;
  private final int[] partition;
  private final int[] asset;
  private final int deadline;
  private final int beneficiary;

  private Layout(
      int partitions, int accounts, int[] partition, int[] asset, int deadline, int beneficiary) {
    this.partitions = partitions;
    this.accounts = accounts;
    this.partition = partition;
    this.asset = asset;
    this.deadline = deadline;
    this.beneficiary = beneficiary;
  }

  static Layout of(Design design, Schedule schedule) {
    int partitions = 2 + schedule.choose(2);
    int accounts = 3 + schedule.choose(2);
    int[] partition = new int[accounts + ESCROWS];
    int[] asset = new int[accounts + ESCROWS];
    for (int key = 0; key < partition.length; key++) {
      partition[key] = schedule.choose(partitions);
      boolean maySecond = key > 1 && key < accounts && accounts > 3;
      asset[key] = maySecond && !design.has(Circumstance.ONE_STATEMENT) ? schedule.choose(2) : 0;
    }
    int deadline = EARLIEST_DEADLINE + schedule.choose(DEADLINES);
    return new Layout(partitions, accounts, partition, asset, deadline, schedule.choose(2));
  }

  int partitions() {
    return partitions;
  }

  int accounts() {
    return accounts;
  }

  int keys() {
    return partition.length;
  }

  boolean isKey(int key) {
    return key >= 0 && key < partition.length;
  }

  boolean isEscrow(int key) {
    return key >= accounts;
  }

  int escrow() {
    return accounts;
  }

  int partition(int key) {
    return partition[key];
  }

  int asset(int key) {
    return asset[key];
  }

  int deadline() {
    return deadline;
  }

  int beneficiary() {
    return beneficiary;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(partitions + " partitions;");
    for (int key = 0; key < keys(); key++) {
      text.append(" key ").append(key).append(" in p").append(partition[key]).append(',');
    }
    return text.append(" the last one an escrow until ").append(deadline).toString();
  }
}
