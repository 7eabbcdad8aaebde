package io.quittance.simulation.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a broker lost though it was shown, and whether the instances behave. */
final class Losses {
  private final World world;

  /** By partition, the first place whose record was shown before it was lost. */
  private final int[] lostFrom;

  private boolean cut;
  private boolean shown;

  Losses(World world) {
    this.world = world;
    this.lostFrom = new int[world.layout().partitions()];
    Arrays.fill(lostFrom, Integer.MAX_VALUE);
  }

  /** Tells whether something that is lost has been shown; then only noticing it counts. */
  boolean areShown() {
    return shown;
  }

  boolean isCut() {
    return cut;
  }

  /** The end of a partition is gone. */
  void cut(int partition, List<Appended> lost, List<Witness> evidence) {
    cut = true;
    for (Appended record : lost) {
      if (evidence.contains(Witness.of(record))) {
        lostFrom[partition] = Math.min(lostFrom[partition], record.offset());
      }
    }
    shown |= lostFrom[partition] < Integer.MAX_VALUE;
  }

  /** Something is shown: a receipt, or an entry with its cause. */
  void shown(Witness witness) {
    shown |= !witness.holds(world.journal(), false);
  }

  void reads(Job job, Appended record) {
    int partition = record.partition();
    Check.STOPS_AT_LOSS.require(
        record.offset() < lostFrom[partition],
        () -> job + " reads " + record + " where something else was shown");
    Witness last = job.lastRead(partition);
    Check.STOPS_AT_LOSS.require(
        last == null || last.holds(world.journal(), false),
        () -> job + " reads on in p" + partition + " though " + last + " is gone");
  }

  void refused() {
    world.counts().refusals++;
    Check.REFUSED_TRULY.require(cut, () -> "an instance refuses, and nothing was lost");
  }

  /** Everything is read to its end, and no instance refused. */
  void notRefusedAtEnd() {
    for (int p = 0; p < lostFrom.length; p++) {
      Optional<Witness> missing =
          world.evidence(p).stream()
              .filter(witness -> !witness.holds(world.journal(), false))
              .findFirst();
      Check.LOSS_NOTICED.require(missing.isEmpty(), () -> missing.get() + " was shown and is gone");
    }
  }

  /** An instance from nothing refuses though nothing of what was shown is missing. */
  void refusedFromNothing() {
    boolean missing = false;
    for (int p = 0; p < lostFrom.length; p++) {
      missing |= world.evidence(p).stream().anyMatch(each -> !each.holds(world.journal(), false));
    }
    boolean right = missing;
    Check.REFUSED_TRULY.require(right, () -> "a replay from nothing refuses a log with all shown");
  }
}
