package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.Backlog;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** Nothing makes the ledger work on one account without an end. */
class PaceTest {
  private static final Pace PACE = new Pace(2, 3, 4);

  private final World world = new World(81);
  private final Books books = new Books();
  private final Owner owner = world.owner();

  private Progress submit(SpecificRecordBase command) {
    return Settlement.onCommand(
        books.store(owner.account), world.admitted(owner.signing, command), books, PACE);
  }

  private Progress read(Settled event) {
    return Settlement.onCredit(
        books.store(owner.account), Credit.of(event).orElseThrow(), books, PACE);
  }

  private Progress goOn() {
    return Settlement.goOn(books.store(owner.account), books, PACE);
  }

  private List<Settled> issues(int count) {
    List<Settled> issues = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      books.command(world.admitted(world.issuer, world.issue(owner, number, 1)));
      issues.add(books.events.get(books.events.size() - 1));
      owner.received(Credit.of(issues.get(number - 1)).orElseThrow().amount(), 1);
    }
    books.receipts.clear();
    return issues;
  }

  private List<Long> acceptedNumbers() {
    return books.receipts.stream().map(Receipt::getNumber).toList();
  }

  private Backlog backlog() {
    return books.account(owner.account).backlog();
  }

  private int kept() {
    return books.stores.get(owner.account).rest.size();
  }

  @Test
  void pace_ofNothing_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Pace(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Pace(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Pace(1, 1, 0));
  }

  @Test
  void waitingCommands_freedByOneCredit_haveTheirTurnsAFewAtATime() {
    submit(owner.open());
    Settled issue = issues(1).get(0);
    for (int i = 0; i < 5; i++) {
      assertEquals(Progress.DONE, submit(owner.applyCredits(1)));
    }
    assertEquals(Progress.UNFINISHED, read(issue));
    assertEquals(List.of(1L, 2L), acceptedNumbers());
    assertEquals(Progress.UNFINISHED, goOn());
    assertEquals(List.of(1L, 2L, 3L, 4L), acceptedNumbers());
    assertEquals(Progress.DONE, goOn());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), acceptedNumbers());
    assertEquals(Backlog.NONE, backlog());
    assertEquals(0, kept());
  }

  @Test
  void waitingCommands_asManyAsAStretchAllows_areDoneAtOnce() {
    submit(owner.open());
    Settled issue = issues(1).get(0);
    submit(owner.applyCredits(1));
    submit(owner.applyCredits(1));
    assertEquals(Progress.DONE, read(issue));
    assertEquals(List.of(1L, 2L), acceptedNumbers());
  }

  @Test
  void command_comingBetweenTwoStretches_queuesBehind() {
    submit(owner.open());
    Settled issue = issues(1).get(0);
    submit(owner.applyCredits(1));
    submit(owner.applyCredits(1));
    submit(owner.applyCredits(1));
    read(issue);
    // The turn that is due already does it all; nobody need ask for another one.
    assertEquals(Progress.DONE, submit(owner.applyCredits(1)));
    assertEquals(List.of(1L, 2L), acceptedNumbers());
    assertEquals(2, books.waiting);
    assertEquals(Progress.DONE, goOn());
    assertEquals(List.of(1L, 2L, 3L, 4L), acceptedNumbers());
  }

  @Test
  void credit_comingBetweenTwoStretches_countsAndGivesNobodyHisTurn() {
    submit(owner.open());
    List<Settled> issues = issues(2);
    for (int i = 0; i < 5; i++) {
      submit(owner.applyCredits(1));
    }
    assertEquals(Progress.UNFINISHED, read(issues.get(0)));
    // Else whoever pays such an account in small sums would decide how long others wait for it.
    assertEquals(Progress.DONE, read(issues.get(1)));
    assertEquals(2, books.credited);
    assertEquals(List.of(1L, 2L), acceptedNumbers());
    finish();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), acceptedNumbers());
  }

  @Test
  void parkedCredits_freedByOne_areCountedAFewAtATimeBeforeOthers() {
    List<Settled> issues = issues(9);
    for (int i = 7; i > 0; i--) {
      assertEquals(Progress.DONE, read(issues.get(i)));
    }
    assertEquals(7, books.parked);
    assertEquals(Progress.UNFINISHED, read(issues.get(0)));
    assertEquals(1 + 3, books.credited);
    // What the log holds next must not overtake those that were parked.
    assertEquals(Progress.DONE, read(issues.get(8)));
    assertEquals(1 + 3, books.credited);
    assertEquals(1, backlog().queuedCredits().length());
    assertEquals(Progress.UNFINISHED, goOn());
    assertEquals(Progress.DONE, finish());
    assertEquals(9, books.credited);
    assertEquals(0, books.parked);
    assertEquals(0, books.dropped);
    assertEquals(Backlog.NONE, backlog());
  }

  @Test
  void sumsOfAppliedCredits_areForgottenAFewAtATime() {
    submit(owner.open());
    issues(10).forEach(this::read);
    assertEquals(10, kept());
    assertEquals(Progress.UNFINISHED, submit(owner.applyCredits(9)));
    assertEquals(6, kept());
    assertEquals(5, backlog().totalsToForget());
    // Meanwhile the account goes on, and what it needs is still there.
    assertEquals(Progress.DONE, submit(owner.applyCredits(10)));
    assertEquals(List.of(1L, 2L), acceptedNumbers());
    assertEquals(2, kept());
    assertEquals(Progress.DONE, goOn());
    assertEquals(0, kept());
    assertEquals(Backlog.NONE, backlog());
  }

  @Test
  void goOn_whereNothingIsLeftToDo_doesNothing() {
    assertEquals(Progress.DONE, goOn());
    submit(owner.open());
    Backlog before = backlog();
    assertEquals(Progress.DONE, goOn());
    assertEquals(before, backlog());
    assertFalse(before.isUnfinished());
    assertTrue(books.store(owner.account).account().isPresent());
  }

  private Progress finish() {
    Progress progress = goOn();
    while (progress == Progress.UNFINISHED) {
      progress = goOn();
    }
    return progress;
  }
}
