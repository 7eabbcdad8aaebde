package io.quittance.simulation.model;

/** The rules at reading: what needs the partition's state but no key's. */
final class Read {
  private final Design design;
  private final Layout layout;

  Read(Design design, Layout layout) {
    this.design = design;
    this.layout = layout;
  }

  /** Moves a partition's state past a record; returns a verdict if that is all there is to it. */
  Verdict pass(PartitionState state, Appended record) {
    state.pass(record);
    if (record.content() instanceof Statement statement) {
      if (!takesEffect(state, statement)) {
        return Verdict.of(Code.STATEMENT_IGNORED);
      }
      state.take(statement);
      return Verdict.of(Code.STATEMENT);
    }
    if (!layout.isKey(record.key())) {
      return Verdict.of(Code.MALFORMED);
    }
    if (layout.partition(record.key()) != record.partition()
        || record.content() instanceof Command command && command.account() != record.key()) {
      return Verdict.of(Code.WRONG_PARTITION);
    }
    return state.version() == 0 ? Verdict.of(Code.NO_STATEMENT) : null;
  }

  /** Rule 8: a version follows the one before, names its hash and is signed by its authority. */
  private boolean takesEffect(PartitionState state, Statement statement) {
    return statement.version() == state.version() + 1
        && (statement.signed() || design.has(Departure.STATEMENTS_UNSIGNED))
        && (statement.ours() || design.has(Departure.STATEMENTS_OF_OTHER_NETWORKS));
  }
}
