package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rule 22: what was shown of the journal is held against the journal that there is. Witnesses are
 * the instance's own state, where its entries were acknowledged, receipts, entries (each names its
 * cause), and settlements.
 */
final class Survey {
  private final World world;
  private final Job job;

  Survey(World world, Job job) {
    this.world = world;
    this.job = job;
  }

  /** Returns the first thing that was shown of a partition and is not there. */
  Optional<Witness> missing(int partition) {
    boolean offsetsOnly = world.design().has(Departure.WITNESS_IS_AN_OFFSET);
    return witnesses(partition).stream()
        .filter(witness -> !witness.holds(world.journal(), offsetsOnly))
        .findFirst();
  }

  /** Tells whether what an entry names as its cause is not there, or something else is. */
  boolean isWithoutCause(Entry entry) {
    boolean offsetsOnly = world.design().has(Departure.WITNESS_IS_AN_OFFSET);
    return isWitness(entry) && !entry.cause().holds(world.journal(), offsetsOnly);
  }

  private boolean isWitness(Entry entry) {
    boolean signed = entry.key() >= 1 && entry.key() <= Statements.VERSIONS;
    return entry.cause() != null
        && (signed || world.design().has(Departure.FORGERIES_ARE_WITNESSES))
        && !world.design().has(Departure.ENTRIES_ARE_NO_WITNESS);
  }

  private List<Witness> witnesses(int partition) {
    Design design = world.design();
    List<Witness> witnesses = new ArrayList<>();
    Witness last = job.lastRead(partition);
    if (last != null && !design.has(Departure.NO_WITNESS_IN_STATE)) {
      witnesses.add(last);
    }
    if (!design.has(Departure.ACKNOWLEDGEMENTS_ARE_NO_WITNESS)) {
      witnesses.addAll(job.acknowledged(partition));
    }
    if (!design.has(Departure.RECEIPTS_ARE_NO_WITNESS)) {
      witnesses.addAll(world.receipts(partition));
      world.settlements().committed().stream()
          .map(Event::record)
          .filter(record -> record.partition() == partition)
          .forEach(witnesses::add);
    }
    world.standingCauses(partition, this::isWitness).forEach(witnesses::add);
    return witnesses;
  }
}
