package io.quittance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.log.MemoryLogs;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An honest operator passes; each way of doctoring the books is caught and the place named. */
class AuditTest {
  private final HonestOperator operator = new HonestOperator();
  private WalletAccount alice;
  private WalletAccount bob;
  private PreparedCommand first;
  private PreparedCommand second;
  private PreparedCommand back;

  @BeforeEach
  void settleTransfers() throws Exception {
    alice = operator.person("alice");
    bob = operator.person("bob");
    first = alice.transfer(bob.address(), 300, "", 1);
    operator.take(first, alice);
    second = alice.transfer(bob.address(), 40, "", 1);
    operator.take(second, alice);
    back = bob.transfer(alice.address(), 1_200, "", 3);
    operator.take(back, bob);
    operator.take(second, null);
    operator.take(first.key(), first.value(), 0);
    operator.take(new byte[32], new byte[] {1, 2, 3}, 1);
  }

  @Test
  void honestBooks_audited_agree() throws Exception {
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertTrue(report.agrees());
    assertEquals(10, report.commands().judged());
    assertEquals(7, report.commands().accepted());
    assertEquals(1, report.commands().repeated());
    assertEquals(2, report.commands().rejected());
    assertEquals(3, report.entries().counted());
    assertEquals(0, report.entries().again());
    assertEquals(0, report.entries().onTheirWay());
    assertEquals(7, report.published().events());
    assertEquals(0, report.published().pending());
    assertEquals(0, report.published().copies());
    assertEquals(9 + 5, report.published().receipts());
    assertEquals(2, report.published().rejections());
    assertTrue(
        report.published().balances() >= 2, "the last balance of each account is up to date");
  }

  @Test
  void issuedAmount_changed_isNamed() throws Exception {
    ConsumerRecord<byte[], byte[]> issue = null;
    for (ConsumerRecord<byte[], byte[]> record : operator.settled()) {
      issue = HonestOperator.event(record).getEvent() instanceof Issued ? record : issue;
    }
    Settled event = HonestOperator.event(issue);
    ((Issued) event.getEvent()).setAmount(2_000);
    republish(issue, event);
    assertFirst(issue, "event.Issued.amount", "1000", "2000");
  }

  @Test
  void transferredAmount_changed_isNamed() throws Exception {
    Settled event = copy(first);
    Transferred other = (Transferred) copy(second).getEvent();
    ((Transferred) event.getEvent()).setLo(other.getLo());
    republish(operator.eventOf(first), event);
    assertFirst(operator.eventOf(first), "event.Transferred.lo");
  }

  @Test
  void payee_changed_isNamed() throws Exception {
    ConsumerRecord<byte[], byte[]> published = operator.eventOf(first);
    Settled event = copy(first);
    ((Transferred) event.getEvent()).setPayee(first.account().fixed());
    republish(published, event);
    assertNamed(Place.of(published), "not keyed by its payee");
  }

  @Test
  void payee_changedWithItsKeyAndPartition_isNamed() throws Exception {
    ConsumerRecord<byte[], byte[]> published = operator.eventOf(first);
    Settled event = copy(first);
    ((Transferred) event.getEvent()).setPayee(alice.id().fixed());
    operator.drop(published);
    ConsumerRecord<byte[], byte[]> moved =
        operator.logs.append(
            Topics.SETTLEMENTS,
            operator.partition(alice.id()),
            published.timestamp(),
            alice.id().toBytes(),
            SingleObject.encode(event));
    assertFirst(moved, "event.Transferred.payee", alice.id().toString().substring(0, 40));
  }

  @Test
  void event_dropped_isNamed() throws Exception {
    ConsumerRecord<byte[], byte[]> event = operator.eventOf(second);
    operator.drop(event);
    for (int i = 0; i < 20; i++) {
      operator.take(alice.transfer(bob.address(), 1, "", 1), alice);
    }
    Difference difference = audit().differences().get(0);
    assertEquals(
        Place.of(Topics.JOURNAL, HonestOperator.event(event).getPosition()).toString(),
        difference.where());
    assertTrue(difference.what().contains(second.id().toString()), difference.toString());
    assertEquals("to be published", difference.expected());
  }

  @Test
  void event_notPublishedYet_isStillToCome() throws Exception {
    operator.drop(operator.eventOf(back));
    Report report = audit();
    assertEquals(
        List.of(),
        report.differences().stream().filter(d -> d.toString().contains("published")).toList());
    assertEquals(1, report.published().pending());
    assertEquals(1, report.published().stillToCome().size());
  }

  @Test
  void event_doubled_isNamed() throws Exception {
    operator.publishAgain(operator.eventOf(first));
    ConsumerRecord<byte[], byte[]> copy = last(operator.eventOf(first).partition());
    assertFirst(copy, first.id().toString(), "it once", "no older savepoint explains");
  }

  @Test
  void lastEvent_doubled_countsOnceAndIsToldAsACopy() throws Exception {
    ConsumerRecord<byte[], byte[]> last = null;
    for (ConsumerRecord<byte[], byte[]> record : operator.settled()) {
      Position command = Position.of(HonestOperator.event(record).getPosition());
      Position latest = last == null ? null : Position.of(HonestOperator.event(last).getPosition());
      if (latest == null
          || command.partition() == latest.partition() && command.offset() > latest.offset()) {
        last = record;
      }
    }
    operator.publishAgain(last);
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(1, report.published().copies());
  }

  @Test
  void events_publishedAgainFromASavepoint_areNoDifference() throws Exception {
    int partition = HonestOperator.event(operator.eventOf(first)).getPosition().getPartition();
    long from = HonestOperator.event(operator.eventOf(first)).getPosition().getOffset();
    int copies = 0;
    for (ConsumerRecord<byte[], byte[]> record : operator.settled()) {
      Position command = Position.of(HonestOperator.event(record).getPosition());
      if (command.partition() == partition && command.offset() >= from) {
        operator.publishAgain(record);
        copies++;
      }
    }
    assertTrue(copies > 1, "the savepoint is older than several events");
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(copies, report.published().copies());
  }

  @Test
  void event_doubledWithOtherBytes_isNamed() throws Exception {
    Settled event = copy(first);
    event.setNumber(99);
    ConsumerRecord<byte[], byte[]> published = operator.eventOf(first);
    operator.publishAgain(MemoryLogs.withValue(published, SingleObject.encode(event)));
    assertNamed(Place.of(last(published.partition())), "number");
  }

  @Test
  void events_reordered_areNoDifference() throws Exception {
    WalletAccount carol = operator.person("carol");
    PreparedCommand third = carol.transfer(bob.address(), 1, "", 1);
    operator.take(third, carol);
    swap(first, second);
    swap(second, third);
    assertEquals(List.of(), audit().differences());
  }

  private void swap(PreparedCommand some, PreparedCommand others) throws Exception {
    ConsumerRecord<byte[], byte[]> one = operator.eventOf(some);
    ConsumerRecord<byte[], byte[]> other = operator.eventOf(others);
    operator.replace(one, MemoryLogs.withValue(one, other.value()));
    operator.replace(other, MemoryLogs.withValue(other, one.value()));
  }

  @Test
  void entry_dropped_isNamed() throws Exception {
    operator.drop(operator.entryOf(back));
    List<Difference> differences = audit().differences();
    Difference missing =
        differences.stream()
            .filter(difference -> difference.expected().equals("to be counted"))
            .findFirst()
            .orElseThrow();
    assertTrue(missing.what().contains(back.id().toString()), missing.toString());
    assertTrue(
        differences.stream().noneMatch(d -> d.what().startsWith("all balances")),
        "the money is on its way: " + differences);
  }

  @Test
  void entryAndEvent_stillToCome_areMoneyOnItsWay() throws Exception {
    PreparedCommand last = alice.transfer(bob.address(), 1, "", 1);
    operator.take(last, alice);
    operator.drop(operator.entryOf(last));
    operator.drop(operator.eventOf(last));
    Report report = audit();
    assertEquals(1, report.entries().onTheirWay());
    assertEquals(1, report.published().pending());
    assertTrue(
        report.differences().stream()
            .noneMatch(
                d -> d.what().startsWith("all balances") || d.what().contains("entry number")),
        report.differences().toString());
  }

  @Test
  void entry_thatNoTransferMakes_isNamedAndBreaksTheSupply() throws Exception {
    var record =
        io.quittance.schemas.journal.Entry.newBuilder(
                operator.entry(operator.entryOf(first)).record())
            .build();
    record.setNumber(90L);
    record.setPrevious(2L);
    ConsumerRecord<byte[], byte[]> minted = operator.append(Entry.of(record));
    List<Difference> differences = audit().differences();
    assertNamed(Place.of(minted), "no accepted transfer makes it");
    assertTrue(
        differences.stream().anyMatch(d -> d.what().startsWith("all balances")),
        differences.toString());
  }

  @Test
  void entry_signedWithAnotherAmount_isNamed() throws Exception {
    ConsumerRecord<byte[], byte[]> published = operator.entryOf(second);
    var record =
        io.quittance.schemas.journal.Entry.newBuilder(operator.entry(published).record()).build();
    Paid other = (Paid) operator.entry(operator.entryOf(back)).record().getFact();
    ((Paid) record.getFact()).setLo(other.getLo());
    operator.replace(published, MemoryLogs.withValue(published, operator.sign(Entry.of(record))));
    assertNamed(Place.of(published), "what follows from its command");
  }

  @Test
  void entry_standingAgain_isNoDifference() throws Exception {
    operator.append(operator.entry(operator.entryOf(first)));
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(1, report.entries().again());
  }

  @Test
  void entry_ofSomebodyElse_isRejectedByAllAndNoDifference() throws Exception {
    ConsumerRecord<byte[], byte[]> genuine = operator.entryOf(first);
    byte[] forged = new HonestOperator().sign(operator.entry(genuine));
    operator.take(genuine.key(), forged, genuine.partition());
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(3, report.commands().rejected());
  }

  @Test
  void creditReceipt_ofAnotherNumberOrOfNothing_isNamed() throws Exception {
    Receipt lie = operator.creditOf(first);
    lie.setNumber(lie.getNumber() + 1);
    operator.publish(lie);
    assertTrue(audit().differences().get(0).found().contains("others"));
    lie.getPosition().setOffset(77);
    operator.publish(lie);
    assertTrue(
        audit().differences().stream()
            .anyMatch(d -> d.expected().contains("nothing was counted there")));
  }

  @Test
  void event_invented_isNamed() throws Exception {
    ConsumerRecord<byte[], byte[]> published = operator.eventOf(first);
    Settled event = copy(first);
    event.setEventId(first.account().fixed());
    event.setNumber(99);
    event.getPosition().setOffset(77);
    operator.publishAgain(MemoryLogs.withValue(published, SingleObject.encode(event)));
    assertNamed(Place.of(last(published.partition())), "no such command stands there");
  }

  @Test
  void command_dropped_isNamedByItsReceiptAndItsEvent() throws Exception {
    ConsumerRecord<byte[], byte[]> event = operator.eventOf(back);
    Position position = Position.of(HonestOperator.event(event).getPosition());
    operator.drop(
        operator.logs.partition(Topics.JOURNAL, position.partition()).get((int) position.offset()));
    assertNamed(Place.of(event), "no such command stands there");
    assertTrue(
        audit().differences().stream()
            .anyMatch(
                difference ->
                    difference.what().contains("the receipt")
                        && difference.expected().startsWith("no verdict")));
  }

  @Test
  void balance_changed_isNamed() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> balances =
        operator.logs.partition(Topics.BALANCES, operator.eventOf(back).partition());
    ConsumerRecord<byte[], byte[]> latest = balances.get(balances.size() - 1);
    Balance balance = SingleObject.decode(Balance.class, latest.value());
    balance.setAvailable(new Fixed64(balance.getUnapplied().bytes()));
    operator.replace(latest, MemoryLogs.withValue(latest, SingleObject.encode(balance)));
    assertFirst(latest, "the balance of account", "available");
  }

  @Test
  void balance_aheadOfTheLogs_isNamed() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> balances =
        operator.logs.partition(Topics.BALANCES, operator.eventOf(back).partition());
    ConsumerRecord<byte[], byte[]> latest = balances.get(balances.size() - 1);
    Balance balance = SingleObject.decode(Balance.class, latest.value());
    balance.setCreditsReceived(balance.getCreditsReceived() + 1);
    operator.replace(latest, MemoryLogs.withValue(latest, SingleObject.encode(balance)));
    assertFirst(latest, "more commands or credits");
  }

  @Test
  void receipt_ofAnotherVerdict_isNamed() throws Exception {
    operator.publish(receipt(first, ReceiptStatus.REJECTED, "BALANCE_MISMATCH"));
    List<Difference> differences = audit().differences();
    assertEquals(1, differences.size());
    assertEquals("ACCEPTED", differences.get(0).expected());
    assertEquals("BALANCE_MISMATCH", differences.get(0).found());
    assertTrue(differences.get(0).where().startsWith("quittance.receipts-"));
  }

  @Test
  void receipt_forAnotherNumber_isNamed() throws Exception {
    Receipt lie = receipt(first, ReceiptStatus.ACCEPTED, null);
    lie.setNumber(lie.getNumber() + 1);
    operator.publish(lie);
    assertTrue(audit().differences().get(0).found().contains("others"));
  }

  @Test
  void receipt_forged_isNamed() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> receipts =
        operator.logs.partition(Topics.RECEIPTS, operator.eventOf(back).partition());
    ConsumerRecord<byte[], byte[]> genuine = receipts.get(0);
    byte[] forged = genuine.value().clone();
    forged[forged.length - 1] ^= 1;
    operator.replace(genuine, MemoryLogs.withValue(genuine, forged));
    assertNamed(Place.of(genuine), "one that the operator signed", "not genuine");
    assertUntold(HonestOperator.receipt(genuine), "the receipt for");
  }

  /** A payee knows of his money from receipts alone. */
  @Test
  void receipt_ofACreditWithheld_isNamedOnceALaterCommandIsFinal() throws Exception {
    ConsumerRecord<byte[], byte[]> withheld = operator.receiptOf(first, ReceiptStatus.CREDITED);
    operator.drop(withheld);
    assertUntold(HonestOperator.receipt(withheld), "the receipt for the credit at");
    operator.publish(HonestOperator.receipt(withheld));
    assertEquals(List.of(), audit().differences());
  }

  @Test
  void receipt_ofAnAcceptedCommandWithheld_isNamed() throws Exception {
    ConsumerRecord<byte[], byte[]> withheld = operator.receiptOf(first, ReceiptStatus.ACCEPTED);
    operator.drop(withheld);
    assertUntold(HonestOperator.receipt(withheld), "the receipt for");
  }

  @Test
  void receipt_ofARejectedCommandWithheld_isNamed() throws Exception {
    PreparedCommand stale = alice.transfer(bob.address(), 2, "", 1);
    operator.take(alice.transfer(bob.address(), 3, "", 1), alice);
    operator.take(stale, null);
    ConsumerRecord<byte[], byte[]> withheld = operator.receiptOf(stale, ReceiptStatus.REJECTED);
    operator.drop(withheld);
    operator.take(alice.transfer(bob.address(), 4, "", 1), alice);
    assertUntold(HonestOperator.receipt(withheld), "the receipt for");
  }

  /** It may be on its way to the topic: no checkpoint says that it was written. */
  @Test
  void receipt_ofTheLastCommandOfAPartition_mayStillCome() throws Exception {
    PreparedCommand last = alice.transfer(bob.address(), 1, "", 1);
    operator.take(last, alice);
    operator.drop(operator.receiptOf(last, ReceiptStatus.ACCEPTED));
    assertEquals(List.of(), audit().differences());
  }

  private void assertUntold(Receipt receipt, String what) throws Exception {
    Place about = Place.of(Topics.JOURNAL, receipt.getPosition());
    assertNamed(about, what, "expected to be published");
  }

  @Test
  void rejection_ofAnotherCode_isNamed() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> rejections = operator.logs.partition(Topics.REJECTIONS, 0);
    ConsumerRecord<byte[], byte[]> published = rejections.get(0);
    io.quittance.schemas.receipt.Rejection rejection =
        SingleObject.decode(io.quittance.schemas.receipt.Rejection.class, published.value());
    rejection.setCode("TOO_LARGE");
    operator.replace(published, MemoryLogs.withValue(published, SingleObject.encode(rejection)));
    assertFirst(published, "the rejection", "TOO_LARGE");
  }

  private Receipt receipt(PreparedCommand command, ReceiptStatus status, String code)
      throws Exception {
    return new Receipt(
        command.id().fixed(),
        command.account().fixed(),
        status,
        code,
        command.number(),
        copy(command).getPosition(),
        null);
  }

  private Report audit() throws Exception {
    return Audit.of(operator.logs, operator.network(), AuditOptions.plain());
  }

  private ConsumerRecord<byte[], byte[]> last(int partition) {
    List<ConsumerRecord<byte[], byte[]>> records =
        operator.logs.partition(Topics.SETTLEMENTS, partition);
    return records.get(records.size() - 1);
  }

  /** Asserts that the first difference is at the place of that record and says all of this. */
  private void assertFirst(ConsumerRecord<byte[], byte[]> record, String... parts)
      throws Exception {
    Report report = audit();
    assertFalse(report.agrees());
    Difference difference = report.differences().get(0);
    assertEquals(Place.of(record), difference.place(), report.differences().toString());
    for (String part : parts) {
      assertTrue(difference.toString().contains(part), difference + " lacks " + part);
    }
  }

  /** Asserts that a difference is at that place and says this. */
  private void assertNamed(Place place, String... parts) throws Exception {
    List<Difference> differences = audit().differences();
    assertTrue(
        differences.stream()
            .anyMatch(
                difference ->
                    difference.place().equals(place)
                        && Arrays.stream(parts).allMatch(difference.toString()::contains)),
        "expected " + List.of(parts) + " at " + place + ", found " + differences);
  }

  private Settled copy(PreparedCommand command) throws Exception {
    return HonestOperator.event(operator.eventOf(command));
  }

  private void republish(ConsumerRecord<byte[], byte[]> place, Settled event) {
    operator.replace(place, MemoryLogs.withValue(place, SingleObject.encode(event)));
  }
}
