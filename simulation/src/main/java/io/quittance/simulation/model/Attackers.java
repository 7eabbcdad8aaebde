package io.quittance.simulation.model;

import io.quittance.simulation.model.KeyState.Mark;

/** Whoever may write to the journal and means no good: copies, forgeries, planted statements. */
final class Attackers {
  private static final long FORGED_AMOUNT = 7;

  private final World world;
  private final Schedule schedule;
  private final Layout layout;
  private final Clients clients;

  Attackers(World world, Clients clients) {
    this.world = world;
    this.schedule = world.schedule();
    this.layout = world.layout();
    this.clients = clients;
  }

  void act() {
    int what = schedule.choose(8);
    int partition = schedule.choose(layout.partitions());
    if (what < 3) {
      copy(what, partition);
    } else if (what == 3) {
      forgeEntry();
    } else if (what == 4) {
      int key = schedule.choose(layout.accounts());
      write(layout.partition(key), key, clients.forged(key));
    } else if (what == 5) {
      int key = schedule.choose(layout.keys());
      write(layout.partition(key), key, new Due());
    } else {
      plantStatement(partition);
    }
  }

  /** Writes what stands anywhere again, in its place, under another key, or elsewhere. */
  private void copy(int what, int partition) {
    int from = schedule.choose(layout.partitions());
    if (world.journal().end(from) == 0) {
      return;
    }
    Appended old = world.journal().at(from, schedule.choose(world.journal().end(from)));
    Content content = old.content() instanceof Command command ? command.again() : old.content();
    int key = what == 1 ? schedule.choose(layout.keys()) : old.key();
    boolean inPlace = what == 0 && layout.isKey(old.key());
    write(inPlace ? layout.partition(old.key()) : partition, key, content);
  }

  /** Writes an entry that nobody's verdict led to, with no key, a foreign one, or one to come. */
  private void forgeEntry() {
    int origin = schedule.choose(layout.accounts());
    int payee = schedule.choose(layout.keys());
    Mark mark = world.checker().key(payee).marks.get(origin);
    int partition = layout.partition(payee);
    int number = 1 + schedule.choose(4) + (mark == null ? 0 : mark.number());
    Fact fact =
        new Fact(
            origin,
            number,
            mark == null ? 0 : mark.number(),
            payee,
            FORGED_AMOUNT,
            layout.asset(payee),
            Math.max(1, world.checker().partition(partition).version()),
            0);
    int key =
        switch (schedule.choose(3)) {
          case 0 -> Statements.NO_KEY;
          case 1 -> Statements.FOREIGN_KEY;
          default -> Statements.VERSIONS + 2;
        };
    write(partition, payee, new Entry(fact, key, new Witness(layout.partition(origin), 0, -1)));
  }

  /** Writes the next version as nobody signed it, or as another network has it. */
  private void plantStatement(int partition) {
    int next = world.checker().partition(partition).version() + 1;
    if (next <= Statements.VERSIONS) {
      boolean signed = schedule.choose(2) == 0;
      write(partition, -1, new Statement(next, signed, !signed));
    }
  }

  private void write(int partition, int key, Content content) {
    world.append(partition, key, content, "attacker", schedule.oneIn(4));
  }
}
