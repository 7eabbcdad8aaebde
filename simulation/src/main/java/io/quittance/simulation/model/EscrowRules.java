package io.quittance.simulation.model;

import io.quittance.simulation.model.KeyState.Last;
import io.quittance.simulation.model.KeyState.Status;

/** An escrow: holds what is paid in until an arbiter approves or its deadline passes. */
final class EscrowRules {
  private final Design design;
  private final Layout layout;
  private final Facts facts;

  EscrowRules(Design design, Layout layout, Facts facts) {
    this.design = design;
    this.layout = layout;
    this.facts = facts;
  }

  /** Holds what was counted; after the outcome it goes on at once. */
  void hold(KeyState state, int key, Fact fact, Stamp stamp, Consequences out) {
    if (!state.isDecided() && stamp.time() >= layout.deadline()) {
      state.status = Status.REFUNDED;
    }
    state.held.merge(fact.origin(), fact.amount(), Long::sum);
    if (state.isDecided()) {
      release(state, key, stamp, out, false);
    }
  }

  Code approve(KeyState state, int key, Command command, Stamp stamp, Consequences out) {
    if (command.kind() != Command.Kind.APPROVE) {
      return Code.MALFORMED;
    }
    if (!command.signed()) {
      return Code.BAD_SIGNATURE;
    }
    if (command.id() == state.last.id()) {
      out.signUnder(state.last.version());
      return Code.REPEATED;
    }
    if (stamp.time() > command.notAfter() && !design.has(Departure.NO_NOT_AFTER)) {
      return Code.EXPIRED;
    }
    if (state.isDecided()) {
      return Code.DECIDED;
    }
    if (stamp.time() >= layout.deadline()) {
      return due(state, key, stamp, out, false);
    }
    state.status = Status.APPROVED;
    state.last = new Last(0, command.id(), stamp.version());
    out.signUnder(stamp.version());
    release(state, key, stamp, out, false);
    return Code.ACCEPTED;
  }

  Code due(KeyState state, int key, Stamp stamp, Consequences out, boolean toBeneficiary) {
    if (!layout.isEscrow(key)
        || state.isDecided()
        || stamp.time() < layout.deadline()
        || state.held.isEmpty()) {
      return Code.NOTHING_DUE;
    }
    state.status = Status.REFUNDED;
    release(state, key, stamp, out, toBeneficiary);
    return Code.REFUNDED;
  }

  private void release(
      KeyState state, int key, Stamp stamp, Consequences out, boolean toBeneficiary) {
    state.held.forEach(
        (payer, amount) -> {
          boolean forward = state.status == Status.APPROVED || toBeneficiary;
          int payee = forward ? layout.beneficiary() : payer;
          out.emit(facts.of(state, key, ++state.entries, payee, amount, stamp));
        });
    state.held.clear();
  }
}
