package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.state.AccountState;
import io.quittance.schemas.state.LastAccepted;
import io.quittance.schemas.state.PendingCredit;
import io.quittance.schemas.state.SubmissionRecord;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainCommand.Signer;
import io.quittance.simulation.PlainLedger.PlainCredit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares all that the job keeps about an account, byte for byte, with what it must keep: the
 * ciphertexts of the oracle's figures, the counters, the waiting commands, and nothing else.
 */
final class StateCheck {
  private final Sealing sealing;

  StateCheck(Sealing sealing) {
    this.sealing = sealing;
  }

  void check(PlainAccount plain, Kept kept) {
    Party owner = plain.owner;
    require(
        kept.state().isPresent() == plain.touched,
        "%s: state is %s, though %s happened to it",
        owner,
        kept.state().isPresent() ? "kept" : "not kept",
        plain.touched ? "something" : "nothing");
    if (kept.state().isPresent()) {
      account(plain, kept.state().get());
      waiting(plain, kept);
      queued(plain, kept);
    }
    totals(plain, kept);
    credited(plain, kept);
    parked(plain, kept);
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
    same(owner, "number of zeros added", plain.zerosAdded, state.getZerosAdded());
    same(owner, "last issue", plain.lastIssue, state.getIssueNumber());
    same(owner, "last order", plain.lastOrder, state.getOrderNumber());
    same(owner, "asset known", plain.active, state.getAsset() != null);
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

  private static void waiting(PlainAccount plain, Kept kept) {
    AccountState state = kept.state().orElseThrow();
    long head = state.getWaitingHead();
    same(plain.owner, "waiting line", (long) plain.waiting.size(), state.getWaitingTail() - head);
    require(
        !plain.waiting.isEmpty() || head == 0,
        "%s: nobody waits, and the line does not begin anew",
        plain.owner);
    same(plain.owner, "waiting commands kept", plain.waiting.size(), kept.waiting().size());
    long place = head;
    for (Sent sent : plain.waiting) {
      SubmissionRecord waiting = kept.waiting().get(place++);
      require(
          waiting != null && sent.place().equals(LogPlace.of(waiting.getPosition())),
          "%s: %s does not wait in its place",
          plain.owner,
          sent);
    }
  }

  /** Whoever may have his turn has it, or it is noted that he will. */
  private static void mayWait(PlainAccount plain, AccountState state) {
    require(
        state.getDraining() || PlainLedger.nextWaiting(plain.copy()).isEmpty(),
        "%s: the first of those that wait could have his turn, and nobody will give it to him",
        plain.owner);
    require(
        state.getDraining() == false || !plain.waiting.isEmpty(),
        "%s: nobody waits, and somebody is to have his turn",
        plain.owner);
  }

  /** Credits that were read while others had to be counted first, in their order. */
  private void queued(PlainAccount plain, Kept kept) {
    AccountState state = kept.state().orElseThrow();
    mayWait(plain, state);
    List<PlainCredit> due = new ArrayList<>(plain.due);
    require(
        plain.successors == 0 || state.getSuccessorsOf() != null,
        "%s: a credit that was parked behind the last one counted is forgotten",
        plain.owner);
    List<PlainCredit> expected = due.subList(plain.successors, due.size());
    same(plain.owner, "number of credits queued", expected.size(), kept.queued().size());
    long place = state.getQueuedHead();
    for (PlainCredit credit : expected) {
      PendingCredit queued = kept.queued().get(place++);
      require(queued != null, "%s: a credit is not queued in its place", plain.owner);
      pending(plain.owner, credit, queued);
    }
  }

  private void parked(PlainAccount plain, Kept kept) {
    Map<String, PlainCredit> expected = new TreeMap<>();
    plain.parked.forEach(
        (origin, credits) ->
            credits.forEach(
                (previous, credit) ->
                    expected.put(
                        Submissions.originId(plain.owner, origin) + " " + previous, credit)));
    // The successor of the last one counted is still parked until its turn has come.
    plain.due.stream()
        .limit(plain.successors)
        .forEach(
            next ->
                expected.put(
                    Submissions.originId(plain.owner, next.origin()) + " " + next.previous(),
                    next));
    same(plain.owner, "number of parked credits", expected.size(), kept.parked().size());
    same(
        plain.owner,
        "count of parked credits",
        (long) expected.size(),
        kept.state().map(AccountState::getParkedCredits).orElse(0L));
    for (PendingCredit parked : kept.parked()) {
      String place =
          HexFormat.of().formatHex(parked.getOrigin().bytes()) + " " + parked.getPrevious();
      require(expected.containsKey(place), "%s: a credit is parked wrongly", plain.owner);
      pending(plain.owner, expected.get(place), parked);
    }
  }

  private void pending(Party owner, PlainCredit expected, PendingCredit actual) {
    String origin = HexFormat.of().formatHex(actual.getOrigin().bytes());
    same(owner, "origin", Submissions.originId(owner, expected.origin()), origin);
    same(owner, "number of a credit", expected.number(), actual.getNumber());
    same(owner, "predecessor of a credit", expected.previous(), actual.getPrevious());
    sealed(owner, "credit not counted yet", expected.money(), actual.getAmount().bytes());
  }

  /**
   * Sums of credits are kept for those not applied yet, and for others until they are forgotten.
   */
  private void totals(PlainAccount plain, Kept kept) {
    same(
        plain.owner,
        "number of kept sums",
        plain.received
            - plain.applied
            + kept.state().map(AccountState::getTotalsToForget).orElse(0L),
        (long) kept.totals().size());
    PlainMoney sum = plain.appliedSum;
    long count = plain.applied;
    for (PlainMoney credit : plain.unapplied) {
      sum = sum.plus(credit);
      byte[] total = kept.totals().get(++count);
      require(total != null, "%s: the sum of %d credits is not kept", plain.owner, count);
      sealed(plain.owner, "kept sum", sum, total);
    }
  }

  private static void credited(PlainAccount plain, Kept kept) {
    Map<String, Long> expected = new HashMap<>();
    plain.credited.forEach(
        (origin, numbers) ->
            expected.put(Submissions.originId(plain.owner, origin), (long) numbers.length() - 1));
    same(plain.owner, "highest numbers credited", expected, kept.credited());
    Map<String, Long> paid = new HashMap<>();
    plain.lastPaid.forEach((payee, number) -> paid.put(payee.id().toString(), number));
    same(plain.owner, "last payments", paid, kept.paid());
  }

  private static void same(Party owner, String what, Object expected, Object actual) {
    require(expected.equals(actual), "%s: the %s is %s, not %s", owner, what, actual, expected);
  }
}
