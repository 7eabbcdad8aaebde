package io.quittance.simulation.model;

/** How much happened in runs, so that one sees that everything did. */
public final class Counts {
  int runs;
  int records;
  int entries;
  int checkpoints;
  int withRecordsInFlight;
  int starts;
  int ends;
  int zombies;
  int lostTransactions;
  int forgottenTransactions;
  int healings;
  int lateHealings;
  int cuts;
  int refusals;
  int promotions;
  int candidatesRefused;

  Counts() {}

  void add(Counts other) {
    runs += other.runs;
    records += other.records;
    entries += other.entries;
    checkpoints += other.checkpoints;
    withRecordsInFlight += other.withRecordsInFlight;
    starts += other.starts;
    ends += other.ends;
    zombies += other.zombies;
    lostTransactions += other.lostTransactions;
    forgottenTransactions += other.forgottenTransactions;
    healings += other.healings;
    lateHealings += other.lateHealings;
    cuts += other.cuts;
    refusals += other.refusals;
    promotions += other.promotions;
    candidatesRefused += other.candidatesRefused;
  }

  /** Tells whether something of each kind happened. */
  public boolean isOfEverything() {
    return records > 0
        && entries > 0
        && checkpoints > 0
        && withRecordsInFlight > 0
        && starts > 0
        && ends > 0
        && zombies > 0
        && lostTransactions > 0
        && forgottenTransactions > 0
        && healings > 0
        && lateHealings > 0
        && cuts > 0
        && refusals > 0
        && promotions > 0
        && candidatesRefused > 0;
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "%,d runs: %,d records, %,d entries, %,d checkpoints, %,d of them with records in flight,"
            + " %,d starts, %,d ends, %,d records of zombies, %,d transactions looked for,"
            + " %,d forgotten, %,d said again, %,d of them by instances that are gone, %,d logs cut,"
            + " %,d refusals, %,d candidates promoted and %,d refused",
        runs,
        records,
        entries,
        checkpoints,
        withRecordsInFlight,
        starts,
        ends,
        zombies,
        lostTransactions,
        forgottenTransactions,
        healings,
        lateHealings,
        cuts,
        refusals,
        promotions,
        candidatesRefused);
  }
}
