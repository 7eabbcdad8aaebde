package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.WaitingLine;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** Commands that count on credits not yet read wait, and those behind them with them. */
class WaitingTest {
  private static final int MANY = 5_000;

  private final World world = new World(61);
  private final Books books = new Books();
  private final Owner owner = world.owner();

  private void submit(SigningKey key, SpecificRecordBase command) {
    books.command(world.admitted(key, command));
  }

  /** Issues money; the event is not read back yet. */
  private Settled issue(long number, long amount) {
    submit(world.issuer, world.issue(owner, number, amount));
    Settled issued = books.events.get(books.events.size() - 1);
    assertEquals(number, issued.getNumber());
    owner.received(Credit.of(issued).orElseThrow().amount(), amount);
    return issued;
  }

  private List<Long> acceptedNumbers() {
    return books.receipts.stream().map(Receipt::getNumber).toList();
  }

  @Test
  void command_countingOnACreditToCome_waitsForExactlyThatCredit() {
    submit(owner.signing, owner.open());
    Settled first = issue(11, 1);
    Settled second = issue(12, 1);
    submit(owner.signing, owner.applyCredits(2));
    assertEquals(1, books.waiting);
    books.event(first);
    assertEquals(1, books.waiting);
    assertEquals(List.of(0L, 11L, 12L), acceptedNumbers());
    books.event(second);
    assertEquals(0, books.waiting);
    assertEquals(List.of(0L, 11L, 12L, 1L), acceptedNumbers());
    assertEquals(0, books.stores.get(owner.account).rest.size());
  }

  @Test
  void commands_behindAWaitingOne_waitInTheirOrder() {
    submit(owner.signing, owner.open());
    Settled first = issue(11, 1);
    Settled second = issue(12, 1);
    submit(owner.signing, owner.applyCredits(1));
    submit(owner.signing, owner.applyCredits(1));
    submit(world.officer, world.freeze(owner, 21));
    submit(owner.signing, owner.applyCredits(2));
    submit(owner.signing, owner.applyCredits(2));
    submit(world.officer, world.unfreeze(owner, 22));
    assertEquals(6, books.waiting);
    books.event(first);
    assertEquals(3, books.waiting);
    assertEquals(List.of(0L, 11L, 12L, 1L, 2L, 21L), acceptedNumbers());
    books.event(second);
    assertEquals(0, books.waiting);
    assertEquals(List.of(0L, 11L, 12L, 1L, 2L, 21L, 3L, 4L, 22L), acceptedNumbers());
    assertEquals(List.of(), books.rejections);
  }

  @Test
  void issue_behindAWaitingCommand_doesNotWait() {
    submit(owner.signing, owner.open());
    Owner ahead = owner.copy();
    ahead.received(owner.keys.publicKey().encrypt(0, world.random), 0);
    submit(owner.signing, ahead.applyCredits(1));
    assertEquals(1, books.waiting);
    Settled issued = issue(1, 5);
    books.event(issued);
    assertEquals(0, books.waiting);
    assertEquals(List.of(0L, 1L, 1L), acceptedNumbers());
  }

  @Test
  void rejectedAndRepeatedCommands_keepTheirPlaceInTheLine() {
    submit(owner.signing, owner.open());
    Settled first = issue(11, 1);
    Owner late = owner.copy();
    SpecificRecordBase apply = owner.applyCredits(1);
    submit(owner.signing, apply);
    submit(owner.signing, apply);
    submit(owner.signing, late.applyCredits(0));
    assertEquals(3, books.waiting);
    assertEquals(0, books.rejections.size());
    books.event(first);
    assertEquals(0, books.waiting);
    assertEquals(1, books.repeats.size());
    assertEquals(books.receipts.get(2), books.repeats.get(0));
    assertEquals(RejectionCode.STALE_SEQUENCE, books.rejections.get(0).reason().code());
  }

  @Test
  void commands_manyBehindACreditThatNeverComes_areNeverRejected() {
    submit(owner.signing, owner.open());
    Owner hopeful = owner.copy();
    hopeful.received(owner.keys.publicKey().encrypt(0, world.random), 0);
    var waits = world.admitted(owner.signing, hopeful.applyCredits(1));
    for (int i = 0; i < MANY; i++) {
      books.command(waits);
    }
    assertEquals(MANY, books.waiting);
    assertEquals(MANY, books.account(owner.account).waiting().length());
    assertEquals(List.of(), books.rejections);
    books.event(issue(1, 5));
    assertEquals(0, books.waiting);
    assertEquals(WaitingLine.EMPTY, books.account(owner.account).waiting());
    assertEquals(MANY - 1, books.repeats.size());
    assertEquals(0, books.stores.get(owner.account).rest.size());
  }

  @Test
  void command_countingOnFewerCreditsThanThere_usesJustThose() {
    submit(owner.signing, owner.open());
    books.event(issue(1, 1));
    books.event(issue(2, 10));
    books.event(issue(3, 100));
    submit(owner.signing, owner.applyCredits(2));
    assertEquals(owner.available.amount(), books.account(owner.account).available().amount());
    assertEquals(11, owner.amount);
    assertEquals(1, books.stores.get(owner.account).rest.size());
  }

  @Test
  void credit_standingTwiceInTheLog_countsOnce() {
    submit(owner.signing, owner.open());
    Settled first = issue(1, 1);
    Settled second = issue(2, 10);
    for (Settled event : List.of(first, first, second, first, second)) {
      books.event(event);
    }
    assertEquals(2, books.credited);
    assertEquals(3, books.dropped);
    assertEquals(2, books.account(owner.account).credits().receivedCount());
  }
}
