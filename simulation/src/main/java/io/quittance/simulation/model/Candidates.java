package io.quittance.simulation.model;

import java.util.Arrays;
import java.util.Optional;

/** Whether candidates are promoted and refused as they must be; rules 23 and 24. */
final class Candidates {
  private final World world;

  Candidates(World world) {
    this.world = world;
  }

  /** A candidate was promoted, or refused for a difference at a partition and offset. */
  void decided(Job candidate, Optional<int[]> named) {
    int[] first = new int[world.layout().partitions()];
    Arrays.setAll(first, p -> firstDifference(p, candidate.build()));
    boolean differs = Arrays.stream(first).anyMatch(offset -> offset >= 0);
    Check.DIVERGENCE_REFUSED.require(
        named.isPresent() || !differs,
        () -> candidate + " is promoted, and differs first at " + Arrays.toString(first));
    Check.SAME_CODE_PROMOTED.require(
        named.isEmpty() || differs, () -> candidate + " is refused and does not differ");
    Check.FIRST_DIFFERENCE.require(
        named.isEmpty() || first[named.get()[0]] == named.get()[1],
        () -> Arrays.toString(named.get()) + " is named, first are " + Arrays.toString(first));
    if (named.isPresent()) {
      world.counts().candidatesRefused++;
    } else if (!candidate.isSame()) {
      world.end();
    }
  }

  private int firstDifference(int partition, Build build) {
    Design plain = Design.of();
    for (Replay.Said said : new Replay(world, build, false).of(partition, true)) {
      Told told = world.told(partition).get(said.record().offset());
      Told own = Told.of(said.record(), said.verdict(), said.state());
      if (told != null && told.differsFrom(own, plain)) {
        return said.record().offset();
      }
    }
    return -1;
  }
}
