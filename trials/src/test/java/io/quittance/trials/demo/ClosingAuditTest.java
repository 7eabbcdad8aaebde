package io.quittance.trials.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.audit.Difference;
import io.quittance.audit.Place;
import io.quittance.audit.Report;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.settlement.Supply;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.stack.local.LedgerCounts;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each line of the closing audit holds of honest books, and fails when its books are doctored. */
class ClosingAuditTest {
  private static final long ISSUED = 1_000;
  private static final long ISSUE_RANDOMNESS = 1 + (1 << 16);

  private final ClosingAudit audit = new ClosingAudit();
  private Asset asset;
  private Participant alice;
  private Balance honest;

  @BeforeEach
  void issue() {
    SecureRandom random = new SecureRandom();
    SigningKey key = SigningKey.random(random);
    asset = new Asset("EURT", 2, key.verifyingKey(), key.verifyingKey(), Optional.empty());
    NetworkIdentity network =
        new NetworkIdentity(NetworkId.of(new byte[NetworkId.BYTES]), "audited");
    WalletKeys keys = WalletKeys.generate("alice", network, asset.code(), random);
    alice = new Participant(WalletAccount.unopened(keys, asset, random));
    alice.bookCredit(ISSUED);
    honest = balance(issued(ISSUED), ElGamalCiphertext.IDENTITY);
  }

  @Test
  void balances_asBooked_hold() {
    audit.balances(List.of(alice), Map.of(alice.id(), honest));
    audit.balances(
        List.of(alice), Map.of(alice.id(), balance(ElGamalCiphertext.IDENTITY, issued(ISSUED))));
    assertVerdicts(true, true);
  }

  @Test
  void balances_missing_orOfOneUnitMoreOrLess_fail() {
    audit.balances(List.of(alice), Map.of());
    for (long amount : new long[] {ISSUED - 1, ISSUED + 1}) {
      Balance other = balance(issued(amount), ElGamalCiphertext.IDENTITY);
      audit.balances(List.of(alice), Map.of(alice.id(), other));
    }
    assertVerdicts(false, false, false);
  }

  @Test
  void conservation_ofWhatWasIssued_holds_andOfAnyOtherSupplyFails() {
    audit.conservation(asset, List.of(honest), supply(ISSUED, 0));
    audit.conservation(asset, List.of(honest), supply(ISSUED + 1, 0));
    audit.conservation(asset, List.of(honest), supply(ISSUED, 1));
    audit.conservation(asset, List.of(honest, honest), supply(ISSUED, 0));
    assertVerdicts(true, false, false, false);
  }

  @Test
  void commands_allWithVerdict_hold_andOneThatIsMissingFails() {
    audit.nothingDropped(10, counts(10, 9, 1));
    audit.nothingDropped(10, counts(10, 8, 1));
    audit.nothingDropped(11, counts(10, 9, 1));
    assertVerdicts(true, false, false);
  }

  @Test
  void rejections_asDeserved_hold_andMissingOrUndeservedOnesFail() {
    CommandId id = CommandId.ofRecordValue(new byte[] {1});
    Map<Observation.Verdict, Long> one =
        Map.of(new Observation.Verdict(id, RejectionCode.BAD_PROOF), 1L);
    audit.hostileRejected(one, one);
    audit.hostileRejected(one, Map.of());
    audit.hostileRejected(Map.of(), one);
    audit.hostileRejected(
        one, Map.of(new Observation.Verdict(id, RejectionCode.BAD_SIGNATURE), 1L));
    assertVerdicts(true, false, false, false);
  }

  @Test
  void lanes_thatSayTheSame_agree() {
    Observation seen = seen();
    lanes(seen);
    assertVerdicts(true);
  }

  @Test
  void credits_missing_inventedOrToldInTwoWays_fail() {
    Observation good = issued();
    good.credited(Told.credited(1, 1), 0);
    good.credited(Told.credited(1, 1), 0);
    lanes(good);
    lanes(issued());
    Observation invented = issued();
    invented.credited(Told.credited(1, 1), 0);
    invented.credited(Told.credited(2, 2), 0);
    lanes(invented);
    Observation unlike = issued();
    unlike.credited(Told.credited(1, 1), 0);
    unlike.credited(Told.credited(1, 2), 0);
    lanes(unlike);
    assertVerdicts(true, false, false, false);
  }

  private static Observation issued() {
    Observation issued = new Observation();
    issued.accepted(Told.receipt(1, 1), 0);
    issued.settled(Told.issued(1, 1), 0);
    return issued;
  }

  @Test
  void lanes_withAnEventMissing_doubled_inventedOrAltered_fail() {
    Observation missing = new Observation();
    missing.accepted(Told.receipt(1, 1), 0);
    lanes(missing);
    Observation doubled = seen();
    doubled.settled(Told.event(1, 1, 5), 0);
    lanes(doubled);
    Observation invented = seen();
    invented.settled(Told.event(2, 1, 5), 0);
    lanes(invented);
    Observation altered = seen();
    altered.settled(Told.event(1, 1, 6), 0);
    lanes(altered);
    assertVerdicts(false, false, false, false);
  }

  @Test
  void lanes_withAReceiptContradicted_orTwoUnlikeReceipts_fail() {
    Observation denied = seen();
    denied.denied(Told.id(1), RejectionCode.BALANCE_MISMATCH);
    lanes(denied);
    Observation first = new Observation();
    first.denied(Told.id(1), RejectionCode.BAD_PROOF);
    first.accepted(Told.receipt(1, 1), 0);
    first.settled(Told.event(1, 1, 5), 0);
    lanes(first);
    Observation unlike = seen();
    unlike.accepted(Told.receipt(1, 2), 0);
    lanes(unlike);
    Observation elsewhere = new Observation();
    elsewhere.accepted(Told.receipt(1, 1), 0);
    elsewhere.settled(Told.event(1, 2, 5), 0);
    lanes(elsewhere);
    assertVerdicts(false, false, false, false);
  }

  @Test
  void replay_thatDiffers_fails() {
    audit.replayed(report(List.of()));
    audit.replayed(
        report(
            List.of(
                new Difference(
                    new Place(Topics.SETTLEMENTS.name(), new Position(1, 5, 7)),
                    "an event is altered",
                    "this",
                    "that"))));
    assertVerdicts(true, false);
  }

  private void lanes(Observation seen) {
    audit.lanesAgree(seen.snapshot(), seen.acceptedIsSettled(), seen.settledIsCredited());
  }

  private void assertVerdicts(Boolean... verdicts) {
    List<Boolean> held = audit.lines().stream().map(ClosingAudit.Line::holds).toList();
    assertEquals(List.of(verdicts), held, audit.lines().toString());
    assertEquals(!held.contains(false), audit.passed());
  }

  private static Observation seen() {
    Observation seen = new Observation();
    seen.accepted(Told.receipt(1, 1), 0);
    seen.settled(Told.event(1, 1, 5), 0);
    seen.accepted(Told.receipt(1, 1), 0);
    return seen;
  }

  private ElGamalCiphertext issued(long amount) {
    return alice
        .wallet()
        .keys()
        .elGamal()
        .publicKey()
        .encrypt(amount, PedersenOpening.of(Scalar.of(ISSUE_RANDOMNESS)));
  }

  private Balance balance(ElGamalCiphertext available, ElGamalCiphertext unapplied) {
    AccountId id = alice.id();
    return new Balance(
        id.fixed(),
        asset.id().fixed(),
        AccountStatus.OPEN,
        new Fixed64(available.toBytes()),
        new Fixed36(new byte[36]),
        new Fixed64(unapplied.toBytes()),
        1L,
        1L,
        1L,
        1L,
        0L,
        0L);
  }

  private static Supply supply(long issued, long redeemed) {
    return new Supply(BigInteger.valueOf(issued), BigInteger.valueOf(redeemed), 1);
  }

  private static LedgerCounts counts(long read, long accepted, long rejected) {
    return new LedgerCounts(
        read,
        accepted,
        0,
        Map.of("BAD_PROOF", rejected),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        OptionalDouble.empty());
  }

  private static Report report(List<Difference> differences) {
    return new Report(
        new Report.Commands(1, 1, 0, 0),
        new Report.Entries(0, 0, 0),
        new Report.Published(1, 0, List.of(), 0, 1, 0, 1, 0),
        List.of(),
        differences.size(),
        differences,
        0,
        List.of());
  }
}
