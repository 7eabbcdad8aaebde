package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;

/** A pass over a journal from its beginning, by a build's rules: what the log says. */
final class Replay {
  /**
   * What was said of a record.
   *
   * @param record it
   * @param verdict what was said
   * @param state its key's state after it; null if it has none, or if it is not asked for
   */
  record Said(Appended record, Verdict verdict, String state) {}

  private final World world;
  private final Build build;
  private final boolean byPresentStatement;

  Replay(World world, Build build, boolean byPresentStatement) {
    this.world = world;
    this.build = build;
    this.byPresentStatement = byPresentStatement;
  }

  /** Judges one partition, with or without the states. */
  List<Said> of(int partition, boolean withStates) {
    Read read = new Read(world.design(), world.layout());
    Rules rules = new Rules(world.design(), world.layout(), build);
    PartitionState state = new PartitionState();
    KeyState[] keys = new KeyState[world.layout().keys()];
    int present = byPresentStatement ? world.checker().partition(partition).version() : 0;
    List<Said> said = new ArrayList<>();
    for (Appended record : world.journal().records(partition)) {
      Verdict verdict = read.pass(state, record);
      String after = null;
      if (verdict == null) {
        if (keys[record.key()] == null) {
          keys[record.key()] = new KeyState();
        }
        Stamp stamp = state.stamp();
        if (byPresentStatement) {
          stamp = new Stamp(present, stamp.usurped(), stamp.time());
        }
        verdict = rules.judge(keys[record.key()], record, stamp);
        after = withStates ? keys[record.key()].canonical() : null;
      }
      said.add(new Said(record, verdict, after));
    }
    return said;
  }
}
