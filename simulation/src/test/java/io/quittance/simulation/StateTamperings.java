package io.quittance.simulation;

import static io.quittance.simulation.Tamperings.keeping;
import static io.quittance.simulation.Tamperings.state;

import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.state.AccountState;
import io.quittance.schemas.state.LastAccepted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Each figure that is kept of an account, changed once. */
final class StateTamperings {
  private static final String IS = "%%s: the %s is %%s, not %%s";
  private static final String HOLDS = "%%s: the %s does not hold %%s with blinding %%s";

  private final Map<String, Supplier<Tampering>> cases;

  private StateTamperings(Map<String, Supplier<Tampering>> cases) {
    this.cases = cases;
  }

  static void addTo(Map<String, Supplier<Tampering>> cases) {
    StateTamperings tamperings = new StateTamperings(cases);
    tamperings.account();
    tamperings.last();
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
                    new Kept(Optional.empty(), kept.totals(), kept.credited(), kept.paid())));
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
    is("number of sums forgotten", state(s -> s.setTotalsForgotten(s.getTotalsForgotten() + 1)));
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
    return new Kept(kept.state(), change.apply(kept.totals()), kept.credited(), kept.paid());
  }

  private static Kept numbers(Kept kept, Map<String, Long> credited, Map<String, Long> paid) {
    return new Kept(kept.state(), kept.totals(), credited, paid);
  }
}
