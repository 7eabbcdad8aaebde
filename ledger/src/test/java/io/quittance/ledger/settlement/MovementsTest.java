package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.signature.SigningKey;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class MovementsTest {
  private final World world = new World(83);
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();
  private final Movements movements = new Movements();

  /** A command's event, with the change of the account told, but not the event. */
  private Settled submit(SigningKey key, SpecificRecordBase command, Owner owner) {
    Optional<Account> before = before(owner.account);
    books.command(world.admitted(key, command));
    movements.changed(before, books.account(owner.account));
    return books.events.get(books.events.size() - 1);
  }

  private Settled told(Settled event) {
    movements.settled(event);
    return event;
  }

  private Optional<Account> before(AccountId account) {
    return books.store(account).account();
  }

  private void issue(long number, long amount) {
    told(submit(world.issuer, world.issue(payer, number, amount), payer));
    received(payer, amount);
  }

  /** The payee's entry of what was paid last is counted. */
  private void credit(Owner owner, long amount) {
    Optional<Account> before = before(owner.account);
    books.deliver(world);
    movements.changed(before, books.account(owner.account));
    received(owner, amount);
  }

  private void received(Owner owner, long amount) {
    movements.credited(books.lastCredit(owner.account));
    owner.received(books.lastCredit(owner.account), amount);
  }

  private Settled paid(long amount) {
    told(submit(payer.signing, payer.open(), payer));
    issue(1, 70_000);
    assertTrue(movements.balance());
    return submit(payer.signing, payer.transfer(payee, amount, 1), payer);
  }

  @Test
  void movements_ofAWholeLife_balanceAtEveryStep() {
    told(paid(66_000));
    assertTrue(movements.balance());
    credit(payee, 66_000);
    assertTrue(movements.balance());
    told(submit(payee.signing, payee.open(), payee));
    told(submit(payee.signing, payee.redeem(65_999, 1), payee));
    assertTrue(movements.balance());
    told(submit(payer.signing, payer.redeem(4_000, 1), payer));
    told(submit(payer.signing, payer.close(1), payer));
    assertTrue(movements.balance());
  }

  @Test
  void transfer_whoseEventSaysAnotherAmount_doesNotBalance() {
    Settled paid = paid(66_000);
    Transferred transferred = (Transferred) paid.getEvent();
    byte[] lo = transferred.getLo().bytes();
    System.arraycopy(transferred.getHi().bytes(), 0, lo, 0, 32);
    told(paid);
    assertFalse(movements.balance());
    assertTrue(movements.balance(), "a check begins anew");
  }

  @Test
  void transfer_withoutAnEvent_doesNotBalance() {
    paid(1);
    assertFalse(movements.balance());
  }

  @Test
  void transfer_whoseEventHoldsNoPoint_doesNotBalance() {
    Settled paid = paid(1);
    Arrays.fill(((Transferred) paid.getEvent()).getHi().bytes(), 0, 32, (byte) 0xff);
    told(paid);
    assertFalse(movements.balance());
  }

  @Test
  void redemption_oneUnitOff_doesNotBalance() {
    told(submit(payer.signing, payer.open(), payer));
    issue(1, 9);
    assertTrue(movements.balance());
    Settled redeemed = submit(payer.signing, payer.redeem(5, 1), payer);
    ((Redeemed) redeemed.getEvent()).setAmount(4);
    told(redeemed);
    assertFalse(movements.balance());
  }

  @Test
  void account_thatGrewByItself_doesNotBalance() {
    told(submit(payer.signing, payer.open(), payer));
    assertTrue(movements.balance());
    Account account = books.account(payer.account);
    Available available = account.available();
    Available more =
        new Available(
            SealedAmount.of(available.amount().ciphertext().addAmount(1)), available.zerosAdded());
    movements.changed(Optional.of(account), account.withAvailable(more));
    assertFalse(movements.balance());
  }

  @Test
  void transfers_asManyAsAreKeptEncodedAndOneMore_balance() {
    Settled paid = told(paid(3));
    assertTrue(movements.balance());
    credit(payee, 3);
    assertTrue(movements.balance());
    for (int n = 0; n < Movements.MAX_ENCODED_TRANSFERS + 1; n++) {
      movements.settled(paid);
      movements.credited(books.lastCredit(payee.account));
    }
    assertTrue(movements.balance());
    assertEquals(3, books.events.size());
  }
}
