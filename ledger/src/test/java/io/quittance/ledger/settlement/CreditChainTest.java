package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.Account;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** Each credit names the one before it, so that one that was lost and comes late still counts. */
class CreditChainTest {
  private final World world = new World(71);
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();

  private Settled issue(long number, long amount) {
    books.command(world.admitted(world.issuer, world.issue(payee, number, amount)));
    return lastEvent();
  }

  private Settled pay(Owner whom) {
    books.command(world.admitted(payer.signing, payer.transfer(whom, 0, 0)));
    return lastEvent();
  }

  private Settled lastEvent() {
    return books.events.get(books.events.size() - 1);
  }

  private static long previous(Settled event) {
    return (long) ((SpecificRecordBase) event.getEvent()).get("previousNumber");
  }

  /** As the ledger wrote it before credits named the ones before them. */
  private static Settled old(Settled event) {
    Settled old = Settled.newBuilder(event).build();
    old.setEvent(Issued.newBuilder((Issued) event.getEvent()).setPreviousNumber(0).build());
    return old;
  }

  private long received() {
    return books.account(payee.account).credits().receivedCount();
  }

  /** What the payee decrypts of each credit, in the order in which they count. */
  private List<Long> amounts() {
    List<Long> amounts = new ArrayList<>();
    ElGamalCiphertext before = ElGamalCiphertext.IDENTITY;
    for (long count = 1; count <= received(); count++) {
      ElGamalCiphertext sum = books.store(payee.account).total(count).ciphertext();
      OptionalLong amount =
          DiscreteLog.solve32(payee.keys.secretKey().decryptToPoint(sum.subtract(before)));
      amounts.add(amount.orElseThrow());
      before = sum;
    }
    return amounts;
  }

  @Test
  void transfer_namesThePayersLastOneToTheSamePayee() {
    Owner other = world.owner();
    books.command(world.admitted(payer.signing, payer.open()));
    assertEquals(0, previous(pay(payee)));
    assertEquals(0, previous(pay(other)));
    assertEquals(1, previous(pay(payee)));
    assertEquals(3, previous(pay(payee)));
    assertEquals(2, previous(pay(other)));
    assertEquals(5, lastEvent().getNumber());
    assertEquals(other.account.fixed(), ((Transferred) lastEvent().getEvent()).getPayee());
  }

  @Test
  void transferRejected_isNotNamedByTheNext() {
    books.command(world.admitted(payer.signing, payer.open()));
    Owner ahead = payer.copy();
    ahead.sequence++;
    books.command(world.admitted(payer.signing, ahead.transfer(payee, 0, 0)));
    assertEquals(1, books.rejections.size());
    assertEquals(0, previous(pay(payee)));
  }

  @Test
  void issue_namesTheAccountsLastOne() {
    assertEquals(0, previous(issue(3, 1)));
    assertEquals(3, previous(issue(7, 1)));
    books.command(world.admitted(world.issuer, world.issue(payer, 9, 1)));
    assertEquals(0, previous(lastEvent()));
    assertEquals(7, previous(issue(8, 1)));
  }

  @Test
  void credit_thatComesAfterLaterOnes_countsBeforeThem() {
    Settled first = issue(11, 1);
    Settled second = issue(12, 10);
    Settled third = issue(13, 100);
    books.event(third);
    books.event(second);
    assertEquals(0, books.credited);
    assertEquals(2, books.parked);
    books.event(first);
    assertEquals(List.of(1L, 10L, 100L), amounts());
    assertEquals(0, books.parked);
    assertEquals(0, books.dropped);
    assertEquals(3, books.stores.get(payee.account).rest.size(), "only the three sums are kept");
  }

  @Test
  void parkedCredit_countsRightBehindItsPredecessor_beforeAnyOtherOfTheLog() {
    books.command(world.admitted(payer.signing, payer.open()));
    Settled first = issue(11, 1);
    Settled second = issue(12, 10);
    Settled paid = pay(payee);
    books.event(second);
    books.event(paid);
    books.event(first);
    assertEquals(List.of(0L, 1L, 10L), amounts());
  }

  @Test
  void credit_standingTwiceInTheLog_countsOnceWherever() {
    Settled first = issue(11, 1);
    Settled second = issue(12, 10);
    books.event(second);
    books.event(second);
    assertEquals(1, books.parked);
    assertEquals(1, books.dropped);
    books.event(first);
    books.event(first);
    books.event(second);
    assertEquals(3, books.dropped);
    assertEquals(List.of(1L, 10L), amounts());
  }

  @Test
  void parkedCredit_whosePredecessorIsStillMissing_waitsOn() {
    Settled first = issue(11, 1);
    Settled second = issue(12, 10);
    Settled third = issue(13, 100);
    Settled fourth = issue(14, 1_000);
    books.event(fourth);
    books.event(second);
    books.event(first);
    assertEquals(List.of(1L, 10L), amounts());
    assertEquals(1, books.parked);
    books.event(third);
    assertEquals(List.of(1L, 10L, 100L, 1_000L), amounts());
  }

  @Test
  void command_countingOnAParkedCredit_waitsUntilItCounts() {
    books.command(world.admitted(payee.signing, payee.open()));
    Settled first = issue(11, 1);
    Settled second = issue(12, 10);
    payee.received(Credit.of(first).orElseThrow().amount(), 1);
    payee.received(Credit.of(second).orElseThrow().amount(), 10);
    books.command(world.admitted(payee.signing, payee.applyCredits(2)));
    books.event(second);
    assertEquals(1, books.waiting);
    books.event(first);
    assertEquals(0, books.waiting);
    Account account = books.account(payee.account);
    assertEquals(payee.available.amount(), account.available().amount());
    assertEquals(0, books.stores.get(payee.account).rest.size());
  }

  @Test
  void event_ofBeforeTheChange_countsByItsNumberAlone() {
    Settled first = issue(11, 1);
    Settled second = issue(12, 10);
    Settled third = issue(13, 100);
    Settled fourth = issue(14, 1_000);
    books.event(old(second));
    books.event(old(first));
    assertEquals(1, books.dropped);
    books.event(fourth);
    books.event(third);
    assertEquals(List.of(10L, 100L, 1_000L), amounts());
  }
}
