package io.quittance.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An honest operator passes; each way of doctoring the books is caught and named. */
class AuditTest {
  private final HonestOperator operator = new HonestOperator();
  private PreparedCommand first;
  private PreparedCommand second;

  @BeforeEach
  void settleTransfers() throws Exception {
    WalletAccount alice = operator.person("alice");
    WalletAccount bob = operator.person("bob");
    first = alice.transfer(bob.address(), 300, "", 1);
    operator.take(first, alice);
    second = alice.transfer(bob.address(), 40, "", 1);
    operator.take(second, alice);
    operator.take(bob.transfer(alice.address(), 1_200, "", 3), bob);
    operator.take(second, null);
    operator.take(first.key(), first.value(), 0);
    operator.take(new byte[32], new byte[] {1, 2, 3}, 1);
  }

  @Test
  void honestBooks_audited_agree() throws Exception {
    Audit.Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(10, report.commands());
    assertEquals(7, report.accepted());
    assertEquals(1, report.repeated());
    assertEquals(2, report.rejected());
    assertEquals(7, report.published());
    assertEquals(0, report.pending());
  }

  @Test
  void issuedAmount_changed_isNamed() throws Exception {
    Settled issue =
        operator.settled.stream()
            .map(Published.Event::record)
            .filter(event -> event.getEvent() instanceof Issued)
            .findFirst()
            .orElseThrow();
    ((Issued) issue.getEvent()).setAmount(2_000);
    republish(operator.settled.indexOf(eventWith(issue)), issue);
    assertDifference("says of");
  }

  @Test
  void transferredAmount_changed_isNamed() throws Exception {
    Settled event = copy(first);
    Transferred other = (Transferred) copy(second).getEvent();
    ((Transferred) event.getEvent()).setLo(other.getLo());
    republish(operator.eventOf(first), event);
    assertDifference(first.id().toString());
  }

  @Test
  void payee_changed_isNamed() throws Exception {
    Settled event = copy(first);
    ((Transferred) event.getEvent()).setPayee(first.account().fixed());
    republish(operator.eventOf(first), event);
    assertDifference(first.id().toString());
  }

  @Test
  void event_dropped_isMissed() throws Exception {
    operator.settled.remove(operator.eventOf(second));
    Audit.Report report = audit();
    assertTrue(report.pending() > 0);
    assertFalse(report.agrees(), "what was settled on the strength of it contradicts the ledger");
  }

  @Test
  void event_doubled_isNamed() throws Exception {
    operator.settled.add(operator.settled.get(operator.eventOf(first)));
    assertDifference("a second time");
  }

  @Test
  void events_reordered_areNoticed() throws Exception {
    Collections.swap(operator.settled, operator.eventOf(first), operator.eventOf(second));
    assertFalse(audit().agrees());
  }

  @Test
  void event_invented_isNamed() throws Exception {
    Settled event = copy(first);
    event.setEventId(first.account().fixed());
    event.setNumber(99);
    operator.settled.add(new Published.Event(event, SingleObject.encode(event), "settlements 99"));
    assertDifference("settlements 99 settles");
  }

  @Test
  void balance_changed_isNamed() throws Exception {
    Balance balance = operator.balances.get(first.account());
    balance.setAvailable(new Fixed64(balance.getUnapplied().bytes()));
    assertDifference("another balance");
  }

  @Test
  void receipt_ofAnotherVerdict_isNamed() throws Exception {
    Receipt lie =
        new Receipt(
            first.id().fixed(),
            first.account().fixed(),
            ReceiptStatus.REJECTED,
            "BALANCE_MISMATCH",
            first.number(),
            copy(first).getPosition());
    operator.receipts.add(operator.sign(lie));
    assertDifference("says BALANCE_MISMATCH, the ledger ACCEPTED");
  }

  @Test
  void receipt_unsigned_isNamed() throws Exception {
    byte[] forged = operator.receipts.get(0).clone();
    forged[forged.length - 1] ^= 1;
    operator.receipts.set(0, forged);
    assertDifference("worthless");
  }

  private Audit.Report audit() throws Exception {
    return Audit.of(operator.network(), operator.published());
  }

  private void assertDifference(String part) throws Exception {
    List<String> differences = audit().differences();
    assertTrue(
        differences.stream().anyMatch(difference -> difference.contains(part)),
        "expected a difference with \"" + part + "\", found " + differences);
  }

  private Settled copy(PreparedCommand command) {
    return Settled.newBuilder(operator.settled.get(operator.eventOf(command)).record()).build();
  }

  private Published.Event eventWith(Settled record) {
    return operator.settled.stream()
        .filter(event -> event.record() == record)
        .findFirst()
        .orElseThrow();
  }

  private void republish(int place, Settled event) {
    operator.settled.set(
        place,
        new Published.Event(
            event, SingleObject.encode(event), operator.settled.get(place).place()));
  }
}
