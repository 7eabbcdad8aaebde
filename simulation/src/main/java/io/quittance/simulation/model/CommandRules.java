package io.quittance.simulation.model;

import io.quittance.simulation.model.Command.Kind;
import io.quittance.simulation.model.KeyState.Last;
import io.quittance.simulation.model.KeyState.Status;

/** What becomes of a command about an account. */
final class CommandRules {
  private final Design design;
  private final Layout layout;
  private final Statements statements;
  private final Facts facts;
  private final Build build;

  CommandRules(Design design, Layout layout, Statements statements, Facts facts, Build build) {
    this.design = design;
    this.layout = layout;
    this.statements = statements;
    this.facts = facts;
    this.build = build;
  }

  /** Rule 10: what was decided comes first; rule 11: then the command's end; then the statement. */
  Code judge(KeyState state, Command command, Stamp stamp, Consequences out) {
    if (command.kind() == Kind.APPROVE) {
      return Code.MALFORMED;
    }
    if (!command.signed()) {
      return Code.BAD_SIGNATURE;
    }
    Code known = known(state, command);
    Code refused = byStatement(command, stamp.version());
    if (refused != null && design.has(Departure.REPEATS_HELD_TO_STATEMENT)) {
      return refused;
    }
    if (known == Code.REPEATED) {
      boolean anew = design.has(Departure.REPEATS_ANSWERED_ANEW);
      out.signUnder(anew ? stamp.version() : lastOf(state, command.kind()).version());
    }
    if (known != null) {
      return known;
    }
    if (stamp.time() > command.notAfter() && !design.has(Departure.NO_NOT_AFTER)) {
      return Code.EXPIRED;
    }
    if (refused != null) {
      return refused;
    }
    Code code =
        command.kind().isIssuersOrOfficers()
            ? byIssuerOrOfficer(state, command)
            : byOwner(state, command, stamp, out);
    if (code == Code.ACCEPTED) {
      remember(state, command, stamp.version());
      out.signUnder(stamp.version());
    }
    return code;
  }

  /** Returns what is to say of a command that was decided before, or null. */
  private static Code known(KeyState state, Command command) {
    Last last = lastOf(state, command.kind());
    if (command.id() == last.id()) {
      return Code.REPEATED;
    }
    if (command.number() < last.number()) {
      return Code.ALREADY_DECIDED;
    }
    if (command.number() == last.number()) {
      return switch (command.kind()) {
        case ISSUE -> Code.DUPLICATE_ISSUE;
        case FREEZE, UNFREEZE -> Code.DUPLICATE_ORDER;
        default -> Code.STALE_SEQUENCE;
      };
    }
    return null;
  }

  private Code byStatement(Command command, int version) {
    if (!statements.knowsAsset(version, layout.asset(command.account()))) {
      return Code.UNKNOWN_ASSET;
    }
    if (command.kind().isIssuersOrOfficers() && command.officer() != statements.officer(version)) {
      return Code.WRONG_OFFICER;
    }
    long limit = statements.limit(version) + (build == Build.LIMIT_OFF_BY_ONE ? 1 : 0);
    boolean large = command.kind() == Kind.TRANSFER || command.kind() == Kind.ISSUE;
    return large && command.amount() > limit ? Code.TOO_LARGE : null;
  }

  private static Code byIssuerOrOfficer(KeyState state, Command command) {
    if (command.kind() == Kind.ISSUE) {
      state.receive(command.amount());
      return Code.ACCEPTED;
    }
    if (!state.isOpen()) {
      return Code.NOT_OPEN;
    }
    state.status = command.kind() == Kind.FREEZE ? Status.FROZEN : Status.OPEN;
    return Code.ACCEPTED;
  }

  private Code byOwner(KeyState state, Command command, Stamp stamp, Consequences out) {
    if (command.kind() == Kind.OPEN == state.isOpen()) {
      return state.isOpen() ? Code.ALREADY_OPEN : Code.NOT_OPEN;
    }
    if (command.number() != state.nextSequence) {
      return Code.FUTURE_SEQUENCE;
    }
    if (command.kind() == Kind.OPEN) {
      state.status = Status.OPEN;
      state.nextSequence++;
      return Code.ACCEPTED;
    }
    boolean frozen = state.status == Status.FROZEN && build != Build.IGNORES_FREEZES;
    if (frozen && command.kind() != Kind.APPLY) {
      return Code.FROZEN;
    }
    if (command.credits() < state.applied) {
      return Code.STALE_CREDITS;
    }
    if (command.credits() > state.received) {
      return Code.FUTURE_CREDITS;
    }
    return debit(state, command, stamp, out);
  }

  private Code debit(KeyState state, Command command, Stamp stamp, Consequences out) {
    long total = state.total(command.credits());
    long taken = command.kind().isDebit() ? command.amount() : 0;
    long after = state.available + total - state.appliedSum - taken;
    if (after < 0
        || command.kind() != Kind.APPLY && command.newBalance() != after
        || command.kind() == Kind.CLOSE && after != 0) {
      return Code.BALANCE_MISMATCH;
    }
    state.available = after;
    state.applied = command.credits();
    state.appliedSum = total;
    state.totals.headMap(command.credits(), true).clear();
    state.nextSequence++;
    if (command.kind() == Kind.CLOSE) {
      state.status = Status.CLOSED;
    }
    if (command.kind() == Kind.TRANSFER) {
      if (build == Build.NAMES_NO_PREDECESSOR) {
        state.lastPaid.remove(command.payee());
      }
      out.emit(
          facts.of(
              state,
              command.account(),
              command.number(),
              command.payee(),
              command.amount(),
              stamp));
    }
    return Code.ACCEPTED;
  }

  private static void remember(KeyState state, Command command, int version) {
    Last last = new Last(command.number(), command.id(), version);
    switch (command.kind()) {
      case ISSUE -> state.lastIssue = last;
      case FREEZE, UNFREEZE -> state.lastOrder = last;
      default -> state.last = last;
    }
  }

  private static Last lastOf(KeyState state, Kind kind) {
    return switch (kind) {
      case ISSUE -> state.lastIssue;
      case FREEZE, UNFREEZE -> state.lastOrder;
      default -> state.last;
    };
  }
}
