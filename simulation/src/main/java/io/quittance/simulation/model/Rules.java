package io.quittance.simulation.model;

/** The rules at a key: {@code (state, record, stamp) → verdict}, and nothing else has a part. */
final class Rules {
  private final CommandRules commands;
  private final EntryRules entries;
  private final EscrowRules escrows;
  private final Layout layout;
  private final Build build;

  Rules(Design design, Layout layout, Build build) {
    Statements statements = new Statements(design);
    Facts facts = new Facts(design, layout);
    this.layout = layout;
    this.build = build;
    this.escrows = new EscrowRules(design, layout, facts);
    this.entries = new EntryRules(design, layout, statements, escrows);
    this.commands = new CommandRules(design, layout, statements, facts, build);
  }

  Verdict judge(KeyState state, Appended record, Stamp stamp) {
    Consequences out = new Consequences();
    Code code;
    if (record.content() instanceof Entry entry) {
      code = entries.judge(state, record.key(), entry, stamp, out);
      if (code == Code.CREDITED && build == Build.COUNTS_ONE_MORE) {
        state.available++;
      }
    } else if (record.content() instanceof Command command) {
      code =
          layout.isEscrow(record.key())
              ? escrows.approve(state, record.key(), command, stamp, out)
              : commands.judge(state, command, stamp, out);
    } else {
      code = escrows.due(state, record.key(), stamp, out, build == Build.REFUNDS_TO_BENEFICIARY);
    }
    return out.verdict(code);
  }
}
