package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.command.ApplyCredits;
import io.quittance.schemas.command.CloseAccount;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.Redeem;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Closed;
import io.quittance.schemas.settlement.CreditsApplied;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule of the ledger: what it accepts, and beside it what it rejects. */
class RulesTest {
  private final World world = new World(51);
  private final Books books = new Books();
  private final Owner owner = world.owner();
  private final Owner payee = world.owner();
  private SpecificRecordBase opening;

  @BeforeEach
  void openAndFund() {
    opening = owner.open();
    accept(owner.signing, opening);
    issue(1, 100_000);
  }

  private void issue(long number, long amount) {
    accept(world.issuer, world.issue(owner, number, amount));
    owner.received(books.lastCredit(owner.account), amount);
  }

  private Admitted submit(SigningKey key, SpecificRecordBase command) {
    Admitted admitted = world.admitted(key, command);
    books.command(admitted);
    return admitted;
  }

  private Settled accept(SigningKey key, SpecificRecordBase command) {
    int before = books.events.size();
    Admitted admitted = submit(key, command);
    assertEquals(before + 1, books.events.size(), books.rejections.toString());
    Settled event = books.events.get(before);
    Receipt receipt = books.receipts.get(before);
    assertEquals(ReceiptStatus.ACCEPTED, receipt.getStatus());
    assertEquals(admitted.signed().id().fixed(), receipt.getCommandId());
    assertEquals(admitted.signed().id().fixed(), event.getEventId());
    assertEquals(receipt.getNumber(), event.getNumber());
    assertEquals(receipt.getPosition(), event.getPosition());
    return event;
  }

  private void reject(RejectionCode code, SigningKey key, SpecificRecordBase command) {
    int events = books.events.size();
    int rejections = books.rejections.size();
    Map<String, String> before = accounts();
    submit(key, command);
    assertEquals(events, books.events.size(), "it was accepted");
    assertEquals(rejections + 1, books.rejections.size(), "it was not rejected");
    assertEquals(code, books.rejections.get(rejections).reason().code());
    assertEquals(before, accounts(), "a rejection changed an account");
  }

  private Map<String, String> accounts() {
    Map<String, String> outcome = books.outcome();
    outcome.keySet().removeIf(key -> !key.startsWith("account"));
    return outcome;
  }

  private Account account() {
    return books.account(owner.account);
  }

  @Test
  void everyCommand_accepted_saysWhatHappened() {
    assertInstanceOf(Opened.class, books.events.get(0).getEvent());
    assertInstanceOf(Issued.class, books.events.get(1).getEvent());
    Settled paid = accept(owner.signing, owner.transfer(payee, 70_000, 1));
    Transferred transferred = assertInstanceOf(Transferred.class, paid.getEvent());
    assertEquals(payee.account.fixed(), transferred.getPayee());
    assertEquals(owner.elGamalKey(), transferred.getPayerElGamalKey());
    assertEquals(payee.elGamalKey(), transferred.getPayeeElGamalKey());
    assertEquals(owner.available.amount(), account().available().amount());
    assertEquals(30_000, owner.amount);
    issue(2, 1);
    assertInstanceOf(CreditsApplied.class, accept(owner.signing, owner.applyCredits(2)).getEvent());
    Redeemed redeemed =
        assertInstanceOf(Redeemed.class, accept(owner.signing, owner.redeem(30_001, 2)).getEvent());
    assertEquals(30_001, redeemed.getAmount());
    assertInstanceOf(Frozen.class, accept(world.officer, world.freeze(owner, 1)).getEvent());
    assertInstanceOf(Unfrozen.class, accept(world.officer, world.unfreeze(owner, 2)).getEvent());
    assertInstanceOf(Closed.class, accept(owner.signing, owner.close(2)).getEvent());
    assertEquals(AccountStatus.CLOSED, account().status());
    assertEquals(owner.sequence, account().numbers().nextSequence());
    assertEquals(0, books.stores.get(owner.account).rest.size());
  }

  @Test
  void repeat_ofTheLastCommandOfEachRole_getsTheSameReceipt() {
    Transfer transfer = owner.transfer(payee, 1, 1);
    submit(owner.signing, transfer);
    submit(world.issuer, world.issue(owner, 2, 5));
    submit(world.officer, world.freeze(owner, 1));
    List<Receipt> first = books.receipts.subList(2, 5);
    submit(owner.signing, transfer);
    submit(world.issuer, world.issue(owner, 2, 5));
    submit(world.officer, world.freeze(owner, 1));
    assertEquals(first, books.repeats);
    assertEquals(5, books.events.size());
    assertEquals(List.of(), books.rejections);
  }

  @Test
  void replay_ofAnOlderCommand_isDecidedAlready() {
    ApplyCredits older = owner.applyCredits(0);
    accept(owner.signing, older);
    accept(owner.signing, owner.applyCredits(1));
    reject(RejectionCode.ALREADY_DECIDED, owner.signing, older);
    accept(world.issuer, world.issue(owner, 2, 5));
    reject(RejectionCode.ALREADY_DECIDED, world.issuer, world.issue(owner, 1, 100_000));
    accept(world.officer, world.freeze(owner, 1));
    accept(world.officer, world.freeze(owner, 2));
    reject(RejectionCode.ALREADY_DECIDED, world.officer, world.freeze(owner, 1));
  }

  /** Whatever the account is by now, nothing that was accepted is ever called rejected. */
  @Test
  void replay_ofAnAcceptedCommand_neverGetsAReceiptThatItWasRejected() {
    List<SpecificRecordBase> accepted = new ArrayList<>();
    accepted.add(opening);
    for (int i = 0; i < 2; i++) {
      accepted.add(owner.applyCredits(1));
      accept(owner.signing, accepted.get(accepted.size() - 1));
    }
    accept(owner.signing, owner.redeem(100_000, 1));
    assertAllDecided(accepted);
    accept(world.officer, world.freeze(owner, 1));
    assertAllDecided(accepted);
    accept(world.officer, world.unfreeze(owner, 2));
    accept(owner.signing, owner.close(1));
    assertAllDecided(accepted);
    assertEquals(9, books.rejections.size());
  }

  private void assertAllDecided(List<SpecificRecordBase> accepted) {
    for (SpecificRecordBase command : accepted) {
      reject(RejectionCode.ALREADY_DECIDED, owner.signing, command);
      Receipt receipt = books.rejections.get(books.rejections.size() - 1).receipt().orElseThrow();
      assertEquals(ReceiptStatus.ALREADY_DECIDED, receipt.getStatus());
      assertEquals("ALREADY_DECIDED", receipt.getCode());
    }
  }

  @Test
  void otherCommand_withTheNumberOfTheLast_isRejectedForGood() {
    Owner other = owner.copy();
    accept(owner.signing, owner.applyCredits(1));
    reject(RejectionCode.STALE_SEQUENCE, owner.signing, other.applyCredits(0));
    Receipt receipt = books.rejections.get(0).receipt().orElseThrow();
    assertEquals(ReceiptStatus.REJECTED, receipt.getStatus());
  }

  /** Taken twice, a number would give an accepted issue whose credit is dropped as a duplicate. */
  @Test
  void number_ofTheLastIssueOrOrderInAnotherOne_isDuplicate() {
    accept(world.issuer, world.issue(owner, 2, 5));
    reject(RejectionCode.DUPLICATE_ISSUE, world.issuer, world.issue(owner, 2, 6));
    accept(world.issuer, world.issue(owner, 3, 6));
    accept(world.officer, world.freeze(owner, 1));
    reject(RejectionCode.DUPLICATE_ORDER, world.officer, world.unfreeze(owner, 1));
    accept(world.officer, world.unfreeze(owner, 2));
  }

  @Test
  void account_afterEachOwnersCommand_keepsTheKeyAndTheNewestNote() {
    assertEquals(Optional.of(owner.keys.publicKey().compressed()), account().elGamalKey());
    ApplyCredits apply = owner.applyCredits(1);
    accept(owner.signing, apply);
    assertEquals(Bytes.of(apply.getDecryptableAvailable().bytes()), account().note());
    Transfer transfer = owner.transfer(payee, 1, 1);
    accept(owner.signing, transfer);
    assertEquals(Bytes.of(transfer.getDecryptableAvailable().bytes()), account().note());
    Redeem redeem = owner.redeem(1, 1);
    accept(owner.signing, redeem);
    assertEquals(Bytes.of(redeem.getDecryptableAvailable().bytes()), account().note());
  }

  @Test
  void unopenedAccount_anyOwnersOrOfficersCommand_isNotOpen() {
    Owner stranger = world.owner();
    Owner ahead = stranger.copy();
    OpenAccount open = ahead.open();
    reject(RejectionCode.NOT_OPEN, stranger.signing, ahead.copy().applyCredits(0));
    reject(RejectionCode.NOT_OPEN, stranger.signing, ahead.copy().transfer(payee, 0, 0));
    reject(RejectionCode.NOT_OPEN, stranger.signing, ahead.copy().close(0));
    reject(RejectionCode.NOT_OPEN, world.officer, world.freeze(stranger, 1));
    reject(RejectionCode.NOT_OPEN, world.officer, world.unfreeze(stranger, 1));
    accept(stranger.signing, open);
    accept(stranger.signing, ahead.applyCredits(0));
    accept(world.officer, world.freeze(stranger, 1));
  }

  @Test
  void openAccount_openedAgain_isAlreadyOpenAlsoWhileFrozen() {
    Owner again = owner.copy();
    reject(RejectionCode.ALREADY_OPEN, owner.signing, again.open());
    accept(world.officer, world.freeze(owner, 1));
    reject(RejectionCode.ALREADY_OPEN, owner.signing, again.open());
  }

  @Test
  void openAccount_ofUnopenedAccountWithLaterNumber_isFuture() {
    Owner stranger = world.owner();
    stranger.sequence = 1;
    reject(RejectionCode.FUTURE_SEQUENCE, stranger.signing, stranger.copy().open());
    stranger.sequence = 0;
    accept(stranger.signing, stranger.open());
  }

  @Test
  void sequence_oneTooLowOrTooHigh_isStaleOrFuture() {
    Owner low = owner.copy();
    accept(owner.signing, owner.applyCredits(0));
    reject(RejectionCode.STALE_SEQUENCE, owner.signing, low.applyCredits(1));
    Owner high = owner.copy();
    high.sequence++;
    ApplyCredits early = high.applyCredits(1);
    reject(RejectionCode.FUTURE_SEQUENCE, owner.signing, early);
    accept(owner.signing, owner.applyCredits(0));
    accept(owner.signing, early);
  }

  @Test
  void frozenAccount_debits_areFrozenButReceivesAndAppliesCredits() {
    accept(owner.signing, owner.applyCredits(1));
    accept(world.officer, world.freeze(owner, 1));
    reject(RejectionCode.FROZEN, owner.signing, owner.copy().transfer(payee, 1, 1));
    reject(RejectionCode.FROZEN, owner.signing, owner.copy().redeem(1, 1));
    issue(2, 7);
    accept(owner.signing, owner.applyCredits(2));
    assertEquals(AccountStatus.FROZEN, account().status());
    Transfer transfer = owner.transfer(payee, 100_007, 2);
    reject(RejectionCode.FROZEN, owner.signing, transfer);
    accept(world.officer, world.unfreeze(owner, 2));
    accept(owner.signing, transfer);
  }

  @Test
  void frozenAccount_withoutMoney_cannotBeClosed() {
    accept(payee.signing, payee.open());
    accept(world.officer, world.freeze(payee, 1));
    CloseAccount close = payee.close(0);
    reject(RejectionCode.FROZEN, payee.signing, close);
    accept(world.officer, world.unfreeze(payee, 2));
    accept(payee.signing, close);
  }

  @Test
  void rejectedCommand_ofUntouchedAccount_leavesNoTrace() {
    Owner stranger = world.owner();
    Owner ahead = stranger.copy();
    ahead.open();
    reject(RejectionCode.NOT_OPEN, stranger.signing, ahead.applyCredits(0));
    assertTrue(books.store(stranger.account).account().isEmpty());
  }

  @Test
  void creditsApplied_fewerThanBefore_isStaleCredits() {
    accept(owner.signing, owner.applyCredits(1));
    ApplyCredits fewer = owner.copy().applyCredits(1);
    fewer.setCreditsApplied(0);
    reject(RejectionCode.STALE_CREDITS, owner.signing, fewer);
    accept(owner.signing, owner.applyCredits(1));
  }

  @Test
  void creditsApplied_moreThanReceived_isFutureCreditsAndAcceptedOnceTheyAre() {
    Owner ahead = owner.copy();
    ahead.received(owner.keys.publicKey().encrypt(5, world.random), 5);
    ApplyCredits early = owner.copy().applyCredits(1);
    early.setCreditsApplied(2);
    reject(RejectionCode.FUTURE_CREDITS, owner.signing, early);
    issue(2, 5);
    owner.applyCredits(2);
    accept(owner.signing, early);
    assertEquals(owner.available.amount(), account().available().amount());
    assertTrue(RejectionCode.FUTURE_CREDITS.retryable());
  }

  @Test
  void debit_provedForAnotherBalance_isBalanceMismatch() {
    Transfer withoutCredit = owner.copy().transfer(payee, 0, 0);
    Transfer withCredit = owner.copy().transfer(payee, 5, 1);
    withoutCredit.setCreditsApplied(1);
    reject(RejectionCode.BALANCE_MISMATCH, owner.signing, withoutCredit);
    withCredit.setCreditsApplied(0);
    reject(RejectionCode.BALANCE_MISMATCH, owner.signing, withCredit);
    withCredit.setCreditsApplied(1);
    accept(owner.signing, withCredit);
  }

  @Test
  void redeem_ofAnotherAmountThanProved_isBalanceMismatch() {
    Redeem redeem = owner.redeem(5, 1);
    redeem.setAmount(6);
    reject(RejectionCode.BALANCE_MISMATCH, owner.signing, redeem);
    redeem.setAmount(5);
    accept(owner.signing, redeem);
  }

  @Test
  void close_withZeroProofOfAnotherBalance_isBalanceMismatch() {
    accept(owner.signing, owner.redeem(100_000, 1));
    Owner elsewhere = owner.copy();
    elsewhere.available =
        new Available(SealedAmount.of(owner.keys.publicKey().encrypt(0, world.random)), 0);
    reject(RejectionCode.BALANCE_MISMATCH, owner.signing, elsewhere.close(1));
    accept(owner.signing, owner.close(1));
  }

  @Test
  void closedAccount_openedAgain_keepsItsNumbersAndLateCredits() {
    accept(owner.signing, owner.redeem(100_000, 1));
    Owner debit = owner.copy();
    issue(2, 9);
    accept(owner.signing, owner.close(1));
    debit.sequence = owner.sequence;
    reject(RejectionCode.NOT_OPEN, owner.signing, debit.applyCredits(1));
    reject(RejectionCode.NOT_OPEN, world.officer, world.freeze(owner, 1));
    reject(RejectionCode.ALREADY_DECIDED, world.issuer, world.issue(owner, 1, 100_000));
    issue(3, 1);
    Owner fromTheStart = owner.copy();
    fromTheStart.sequence = 0;
    reject(RejectionCode.ALREADY_DECIDED, owner.signing, fromTheStart.open());
    accept(owner.signing, owner.open());
    accept(owner.signing, owner.transfer(payee, 10, 3));
    assertEquals(0, owner.amount);
    assertEquals(3, account().credits().appliedCount());
    assertEquals(1, account().available().zerosAdded());
  }

  @Test
  void selfTransfer_isACreditLikeAnyOther() {
    accept(owner.signing, owner.transfer(owner, 40_000, 1));
    books.deliver(world);
    owner.received(books.lastCredit(owner.account), 40_000);
    accept(owner.signing, owner.redeem(100_000, 2));
    assertEquals(0, owner.amount);
  }

  @Test
  void identityRule_randomnessThatCancels_leavesABalanceThatCanBeSpent() {
    // The payer knows the randomness of the payee's balance: it is 1 after opening, so he aims a
    // credit of randomness -1 at it. The ledger adds (H, P), and so does the payee's wallet.
    Owner victim = world.owner();
    accept(victim.signing, victim.open());
    PedersenOpening minusOne = PedersenOpening.of(Scalar.ONE.negate());
    accept(owner.signing, owner.transfer(victim, 33, 1));
    Entry honest = books.entries.get(books.entries.size() - 1);
    Paid paid = (Paid) honest.record().getFact();
    paid.setLo(forPayee(victim.keys.publicKey().encrypt(33, minusOne)));
    paid.setHi(forPayee(ElGamalCiphertext.IDENTITY));
    books.entry(world.append(Entry.of(honest.record())));
    victim.received(books.lastCredit(victim.account), 33);
    accept(victim.signing, victim.applyCredits(1));
    assertEquals(2, books.account(victim.account).available().zerosAdded());
    accept(victim.signing, victim.redeem(33, 1));
    assertEquals(victim.available, books.account(victim.account).available());
  }

  /** A part of an amount of which only the payee's half matters. */
  private static Fixed128 forPayee(ElGamalCiphertext ciphertext) {
    byte[] part = new byte[128];
    System.arraycopy(ciphertext.toBytes(), 0, part, 0, 32);
    System.arraycopy(ciphertext.toBytes(), 32, part, 64, 32);
    return new Fixed128(part);
  }

  @Test
  void identityRule_withoutNewCredits_appliesAsWell() {
    Owner other = world.owner();
    accept(other.signing, other.open());
    Account atIdentity = books.account(other.account).withAvailable(Available.NOTHING);
    Admitted apply = world.admitted(other.signing, other.applyCredits(0));
    Decision.Accepted accepted =
        assertInstanceOf(
            Decision.Accepted.class, Ledger.decide(atIdentity, apply, new MemoryAccountStore()));
    assertEquals(
        Available.NOTHING.withoutIdentity(other.keys.publicKey().compressed()),
        accepted.account().available());
  }
}
