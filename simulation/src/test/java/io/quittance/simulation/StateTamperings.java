package io.quittance.simulation;

import static io.quittance.simulation.Tamperings.keeping;
import static io.quittance.simulation.Tamperings.state;

import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.state.AccountState;
import io.quittance.schemas.state.LastAccepted;
import io.quittance.schemas.state.PendingCredit;
import io.quittance.schemas.state.SubmissionRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Each figure that is kept of an account, changed once. */
final class StateTamperings {
  private static final String IS = "%%s: the %s is %%s, not %%s";
  private static final String HOLDS = "%%s: the %s does not hold %%s with blinding %%s";

  private static final Set<String> RARE = new HashSet<>();

  private final Map<String, Supplier<Tampering>> cases;

  private StateTamperings(Map<String, Supplier<Tampering>> cases) {
    this.cases = cases;
  }

  /** Returns whether a longer simulation is needed to see something. */
  static boolean isRare(String sentence) {
    return RARE.contains(sentence);
  }

  static void addTo(Map<String, Supplier<Tampering>> cases) {
    StateTamperings tamperings = new StateTamperings(cases);
    tamperings.account();
    tamperings.last();
    tamperings.waiting();
    tamperings.queued();
    tamperings.parked();
    tamperings.maps();
  }

  private void is(String what, Tampering tampering) {
    cases.put(String.format(IS, what), () -> tampering);
  }

  private void holds(String what, Consumer<AccountState> change) {
    cases.put(String.format(HOLDS, what), () -> state(change));
  }

  private void account() {
    cases.put(
        "%s: state is %s, though %s happened to it",
        () ->
            keeping(
                any -> true,
                (plain, kept) ->
                    new Kept(
                        Optional.empty(),
                        kept.totals(),
                        kept.credited(),
                        kept.paid(),
                        kept.parked(),
                        kept.queued(),
                        kept.waiting())));
    is(
        "status",
        state(
            s ->
                s.setStatus(
                    s.getStatus() == AccountStatus.OPEN
                        ? AccountStatus.FROZEN
                        : AccountStatus.OPEN)));
    holds("available balance", s -> s.setAvailable(Tamperings.otherCiphertextRecord()));
    holds("sum of credits", s -> s.setReceived(Tamperings.otherCiphertextRecord()));
    holds("sum of applied credits", s -> s.setApplied(Tamperings.otherCiphertextRecord()));
    cases.put(
        "%s: the owner's note is not that of his last command",
        () -> state(s -> s.setDecryptableAvailable(new Fixed36(flipped(s)))));
    is("next sequence number", state(s -> s.setSequence(s.getSequence() + 1)));
    is("credits received", state(s -> s.setCreditsReceived(s.getCreditsReceived() + 1)));
    is("credits applied", state(s -> s.setCreditsApplied(s.getCreditsApplied() + 1)));
    is("number of zeros added", state(s -> s.setZerosAdded(s.getZerosAdded() + 1)));
    is("last issue", state(s -> s.setIssueNumber(s.getIssueNumber() + 1)));
    is("last order", state(s -> s.setOrderNumber(s.getOrderNumber() + 1)));
    is("asset known", state(s -> s.setAsset(null)));
    is("key known", state(s -> s.setElGamalKey(s.getElGamalKey() == null ? id() : null)));
    cases.put("the balance of %s is negative", StateTamperings::agreeingOnADebt);
  }

  private static byte[] flipped(AccountState state) {
    byte[] note = state.getDecryptableAvailable().bytes().clone();
    note[0] ^= 1;
    return note;
  }

  private static Fixed32 id() {
    return new Fixed32(new byte[32]);
  }

  /** Lets the job and the oracle agree that an account is in debt. */
  private static Tampering agreeingOnADebt() {
    Sealing sealing = new Sealing();
    return keeping(
        PlainAccount::isOpen,
        (plain, kept) -> {
          plain.available = PlainMoney.of(-1, 1);
          byte[] debt = sealing.sealed(plain.owner, plain.available);
          return Tamperings.withState(kept, s -> s.setAvailable(new Fixed64(debt)));
        });
  }

  private void last() {
    cases.put(
        "%s: the last command of the %s is not %s",
        () ->
            state(
                plain -> !plain.last.isEmpty(),
                s -> {
                  s.setLastOwner(another(s.getLastOwner()));
                  s.setLastIssuer(another(s.getLastIssuer()));
                  s.setLastOfficer(another(s.getLastOfficer()));
                }));
  }

  private static LastAccepted another(LastAccepted last) {
    return last == null
        ? null
        : LastAccepted.newBuilder(last).setNumber(last.getNumber() + 1).build();
  }

  private void waiting() {
    Predicate<PlainAccount> some = plain -> !plain.waiting.isEmpty();
    is("waiting line", state(s -> s.setWaitingTail(s.getWaitingTail() + 1)));
    cases.put(
        "%s: nobody waits, and the line does not begin anew",
        () ->
            state(
                some.negate(),
                s -> {
                  s.setWaitingHead(s.getWaitingHead() + 1);
                  s.setWaitingTail(s.getWaitingTail() + 1);
                }));
    is("waiting commands kept", keeping(some, (plain, kept) -> waiting(kept, w -> Map.of())));
    cases.put(
        "%s: %s does not wait in its place",
        () -> keeping(some, (plain, kept) -> waiting(kept, StateTamperings::elsewhere)));
    cases.put(
        "%s: the first of those that wait could have his turn, and nobody will give it to him",
        () -> state(some, s -> s.setDraining(false)));
    cases.put(
        "%s: nobody waits, and somebody is to have his turn",
        () -> state(some.negate(), s -> s.setDraining(true)));
  }

  private static Map<Long, SubmissionRecord> elsewhere(Map<Long, SubmissionRecord> waiting) {
    Map<Long, SubmissionRecord> changed = new HashMap<>();
    waiting.forEach(
        (place, submission) ->
            changed.put(
                place,
                SubmissionRecord.newBuilder(submission)
                    .setPosition(new LogPosition(0, 99_999L, 0L))
                    .build()));
    return changed;
  }

  private static Kept waiting(Kept kept, UnaryOperator<Map<Long, SubmissionRecord>> change) {
    return new Kept(
        kept.state(),
        kept.totals(),
        kept.credited(),
        kept.paid(),
        kept.parked(),
        kept.queued(),
        change.apply(kept.waiting()));
  }

  private void queued() {
    rare(
        "%s: a credit that was parked behind the last one counted is forgotten",
        () -> state(plain -> plain.successors > 0, s -> s.setSuccessorsOf(null)));
    rareIs(
        "number of credits queued",
        () -> keeping(any -> true, (plain, kept) -> queued(kept, q -> Map.of())));
    rare(
        "%s: a credit is not queued in its place",
        () ->
            keeping(
                any -> true,
                (plain, kept) ->
                    queued(
                        kept,
                        queued -> {
                          Map<Long, PendingCredit> moved = new HashMap<>();
                          queued.forEach((place, credit) -> moved.put(place + 1_000, credit));
                          return moved;
                        })));
    rareIs("origin", () -> credits(credit -> credit.setOrigin(id())));
    rareIs("number of a credit", () -> credits(credit -> credit.setNumber(credit.getNumber() + 1)));
    rareIs(
        "predecessor of a credit",
        () -> credits(credit -> credit.setPrevious(credit.getPrevious() + 1)));
    rare(
        String.format(HOLDS, "credit not counted yet"),
        () -> credits(credit -> credit.setAmount(Tamperings.otherCiphertextRecord())));
  }

  /** What is seldom seen where no event is lost. */
  private void rare(String sentence, Supplier<Tampering> tampering) {
    RARE.add(sentence);
    cases.put(sentence, () -> Tamperings.losingEvents(tampering.get()));
  }

  private void rareIs(String what, Supplier<Tampering> tampering) {
    rare(String.format(IS, what), tampering);
  }

  /** Changes the credits that are queued. */
  private static Tampering credits(Consumer<PendingCredit> change) {
    return keeping(
        any -> true,
        (plain, kept) ->
            queued(
                kept,
                queued -> {
                  Map<Long, PendingCredit> changed = new HashMap<>();
                  queued.forEach((place, credit) -> changed.put(place, changed(credit, change)));
                  return changed;
                }));
  }

  private static PendingCredit changed(PendingCredit credit, Consumer<PendingCredit> change) {
    PendingCredit copy = PendingCredit.newBuilder(credit).build();
    change.accept(copy);
    return copy;
  }

  private static Kept queued(Kept kept, UnaryOperator<Map<Long, PendingCredit>> change) {
    return new Kept(
        kept.state(),
        kept.totals(),
        kept.credited(),
        kept.paid(),
        kept.parked(),
        change.apply(kept.queued()),
        kept.waiting());
  }

  private void parked() {
    rareIs(
        "number of parked credits",
        () -> keeping(any -> true, (plain, kept) -> parked(kept, p -> List.of())));
    is("count of parked credits", state(s -> s.setParkedCredits(s.getParkedCredits() + 1)));
    rare(
        "%s: a credit is parked wrongly",
        () ->
            keeping(
                any -> true,
                (plain, kept) ->
                    parked(
                        kept,
                        parked -> {
                          List<PendingCredit> changed = new ArrayList<>();
                          parked.forEach(
                              one ->
                                  changed.add(
                                      changed(one, c -> c.setPrevious(c.getPrevious() + 1_000))));
                          return changed;
                        })));
  }

  private static Kept parked(Kept kept, UnaryOperator<List<PendingCredit>> change) {
    return new Kept(
        kept.state(),
        kept.totals(),
        kept.credited(),
        kept.paid(),
        change.apply(kept.parked()),
        kept.queued(),
        kept.waiting());
  }

  private void maps() {
    is("number of kept sums", keeping(any -> true, (plain, kept) -> totals(kept, t -> Map.of())));
    cases.put(
        "%s: the sum of %d credits is not kept",
        () ->
            keeping(
                any -> true,
                (plain, kept) ->
                    totals(
                        kept,
                        totals -> {
                          Map<Long, byte[]> moved = new HashMap<>();
                          totals.forEach((count, sum) -> moved.put(count + 1_000, sum));
                          return moved;
                        })));
    cases.put(
        String.format(HOLDS, "kept sum"),
        () ->
            keeping(
                any -> true,
                (plain, kept) ->
                    totals(
                        kept,
                        totals -> {
                          Map<Long, byte[]> changed = new HashMap<>(totals);
                          changed.replaceAll((count, sum) -> Tamperings.OTHER_CIPHERTEXT);
                          return changed;
                        })));
    is(
        "highest numbers credited",
        keeping(any -> true, (plain, kept) -> numbers(kept, Map.of("", 1L), kept.paid())));
    is(
        "last payments",
        keeping(any -> true, (plain, kept) -> numbers(kept, kept.credited(), Map.of("", 1L))));
  }

  private static Kept totals(Kept kept, UnaryOperator<Map<Long, byte[]>> change) {
    return new Kept(
        kept.state(),
        change.apply(kept.totals()),
        kept.credited(),
        kept.paid(),
        kept.parked(),
        kept.queued(),
        kept.waiting());
  }

  private static Kept numbers(Kept kept, Map<String, Long> credited, Map<String, Long> paid) {
    return new Kept(
        kept.state(), kept.totals(), credited, paid, kept.parked(), kept.queued(), kept.waiting());
  }
}
