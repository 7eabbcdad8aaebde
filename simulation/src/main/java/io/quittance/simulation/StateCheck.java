package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.state.AccountState;
import io.quittance.schemas.state.LastAccepted;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainCommand.Signer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Compares all that the job keeps about an account, byte for byte, with what it must keep: the
 * ciphertexts of the oracle's figures, the counters, the sums of credits, and nothing else.
 */
final class StateCheck {
  private final Sealing sealing;

  StateCheck(Sealing sealing) {
    this.sealing = sealing;
  }

  void check(PlainAccount plain, Kept kept) {
    Party owner = plain.owner;
    require(
        kept.state().isPresent() == plain.active,
        "%s: state is %s, though %s happened to it",
        owner,
        kept.state().isPresent() ? "kept" : "not kept",
        plain.active ? "something" : "nothing");
    if (kept.state().isPresent()) {
      account(plain, kept.state().get());
    }
    totals(plain, kept);
    credited(plain, kept);
  }

  private void account(PlainAccount plain, AccountState state) {
    Party owner = plain.owner;
    same(owner, "status", plain.status.name(), state.getStatus().name());
    sealed(owner, "available balance", plain.available, state.getAvailable().bytes());
    sealed(owner, "sum of credits", plain.receivedSum, state.getReceived().bytes());
    sealed(owner, "sum of applied credits", plain.appliedSum, state.getApplied().bytes());
    require(
        Arrays.equals(plain.note, state.getDecryptableAvailable().bytes()),
        "%s: the owner's note is not that of his last command",
        owner);
    same(owner, "next sequence number", plain.nextNumber, state.getSequence());
    same(owner, "credits received", plain.received, state.getCreditsReceived());
    same(owner, "credits applied", plain.applied, state.getCreditsApplied());
    same(owner, "number of sums forgotten", plain.sumsForgotten, state.getTotalsForgotten());
    same(owner, "number of zeros added", plain.zerosAdded, state.getZerosAdded());
    same(owner, "last issue", plain.lastIssue, state.getIssueNumber());
    same(owner, "last order", plain.lastOrder, state.getOrderNumber());
    same(owner, "asset known", true, state.getAsset() != null);
    same(owner, "key known", plain.everOpened, state.getElGamalKey() != null);
    last(plain, Signer.OWNER, state.getLastOwner());
    last(plain, Signer.ISSUER, state.getLastIssuer());
    last(plain, Signer.OFFICER, state.getLastOfficer());
  }

  private void sealed(Party owner, String what, PlainMoney money, byte[] actual) {
    require(
        Arrays.equals(sealing.sealed(owner, money), actual),
        "%s: the %s does not hold %s with blinding %s",
        owner,
        what,
        money.amount(),
        money.blinding());
  }

  private static void last(PlainAccount plain, Signer signer, LastAccepted actual) {
    Sent expected = plain.last.get(signer);
    boolean same =
        expected == null || actual == null
            ? expected == null && actual == null
            : expected.command().id().equals(CommandId.of(actual.getCommandId()))
                && expected.command().number() == actual.getNumber()
                && expected.place().equals(LogPlace.of(actual.getPosition()));
    require(same, "%s: the last command of the %s is not %s", plain.owner, signer, expected);
  }

  /**
   * Sums of credits are kept for those not applied yet, and for others until they are forgotten.
   */
  private void totals(PlainAccount plain, Kept kept) {
    same(
        plain.owner,
        "number of kept sums",
        plain.received - plain.sumsForgotten,
        (long) kept.totals().size());
    for (long count = plain.sumsForgotten + 1; count <= plain.received; count++) {
      byte[] total = kept.totals().get(count);
      require(total != null, "%s: the sum of %d credits is not kept", plain.owner, count);
      sealed(plain.owner, "kept sum", plain.sums.get((int) count - 1), total);
    }
  }

  private static void credited(PlainAccount plain, Kept kept) {
    Map<String, Long> expected = new HashMap<>();
    plain.credited.forEach(
        (payer, numbers) -> expected.put(payer.id().toString(), (long) numbers.length() - 1));
    same(plain.owner, "highest numbers credited", expected, kept.credited());
    Map<String, Long> paid = new HashMap<>();
    plain.lastPaid.forEach((payee, number) -> paid.put(payee.id().toString(), number));
    same(plain.owner, "last payments", paid, kept.paid());
  }

  private static void same(Party owner, String what, Object expected, Object actual) {
    require(expected.equals(actual), "%s: the %s is %s, not %s", owner, what, actual, expected);
  }
}
