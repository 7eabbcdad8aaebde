package io.quittance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.log.MemoryLogs;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reason;
import io.quittance.ledger.submission.Submission;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayList;
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
        Place.of(HonestOperator.event(event).getPosition()).toString(), difference.where());
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
    Place about = Place.of(receipt.getPosition());
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

  @Test
  void statement_plantedInTheJournal_isRejectedAndChangesNothing() throws Exception {
    Report before = audit();
    Statement next = operator.network().statements().latest().next();
    ConsumerRecord<byte[], byte[]> planted =
        operator.plant(1, StatementChain.sign(next, SigningKey.of(new byte[32])));
    publishWrong(planted);
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(before.commands().accepted(), report.commands().accepted());
    assertEquals(before.published().rejections() + 1, report.published().rejections());
  }

  @Test
  void statement_standingAgain_isNoDifference() throws Exception {
    Report before = audit();
    operator.plant(1, operator.network().statements().values().get(0));
    assertEquals(before, audit());
  }

  @Test
  void statements_twoOfOneVersion_areFraudThatIsNamed() throws Exception {
    Statement next = operator.network().statements().latest().next();
    ConsumerRecord<byte[], byte[]> planted =
        operator.plant(
            2,
            StatementChain.sign(next.withAuthority(other().verifyingKey()), operator.authority()));
    publishWrong(planted);
    NetworkFile later = operator.network().with(next, operator.authority());
    Report report = Audit.of(operator.logs, later, AuditOptions.plain());
    assertEquals(1, report.found());
    Difference fraud = report.differences().get(0);
    assertEquals(Place.of(planted).toString(), fraud.where());
    assertEquals("another one that the authority signed", fraud.found());
  }

  @Test
  void statement_byAFormerAuthority_isAWarningThatNamesItsKey_andNoFraud() throws Exception {
    SigningKey former = operator.authority();
    Statement handedOver =
        operator.network().statements().latest().next().withAuthority(other().verifyingKey());
    NetworkFile later = operator.network().with(handedOver, former);
    byte[] fork = StatementChain.sign(handedOver.withAuthority(former.verifyingKey()), former);
    for (int partition = 0; partition < 3; partition++) {
      operator.plant(partition, later.statements().values().get(1));
    }
    // Where the key is replaced its signature proves nothing, however often it is written.
    List<ConsumerRecord<byte[], byte[]>> planted = new ArrayList<>();
    for (int i = 0; i < Warnings.MAX_KEPT + 1; i++) {
      planted.add(operator.plant(i % 3, fork));
      publishWrong(planted.get(i));
    }
    Report report = Audit.of(operator.logs, later, AuditOptions.plain());
    assertEquals(List.of(), report.differences());
    assertTrue(report.agrees());
    assertEquals(planted.size() + 1, report.warned(), "and partition 3 lacks statement 2");
    assertEquals(Warnings.MAX_KEPT + 1, report.warnings().size());
    // That comes first: a thousand copies of the other one must not hide it.
    assertEquals(3, report.warnings().get(0).place().position().partition());
    Warning warning = report.warnings().get(1);
    assertEquals(Place.of(planted.get(0)), warning.place());
    assertTrue(warning.sentence().contains("statement 2 "), warning.toString());
    assertTrue(warning.sentence().contains(former.verifyingKey().toString()), warning.toString());
    // Where it is still in office it does.
    ConsumerRecord<byte[], byte[]> fraud = operator.plant(3, fork);
    publishWrong(fraud);
    Report spoiled = Audit.of(operator.logs, later, AuditOptions.plain());
    assertEquals(
        List.of(Place.of(fraud)), spoiled.differences().stream().map(Difference::place).toList());
    assertFalse(spoiled.agrees());
  }

  @Test
  void statement_thatTheFileDoesNotHave_endsTheAudit() throws Exception {
    Statement next = operator.network().statements().latest().next();
    operator.plant(2, StatementChain.sign(next, operator.authority()));
    QuittanceException refused = assertThrows(QuittanceException.class, this::audit);
    assertTrue(refused.getMessage().startsWith("Statement 2 stands in the journal"));
    // Nobody who has it is told that there is anything to say.
    NetworkFile later = operator.network().with(next, operator.authority());
    assertEquals(List.of(), Audit.of(operator.logs, later, AuditOptions.plain()).differences());
  }

  @Test
  void statement_thatAPartitionLacks_isAWarning() throws Exception {
    assertEquals(List.of(), audit().warnings());
    Statement next = operator.network().statements().latest().next();
    NetworkFile later = operator.network().with(next, operator.authority());
    byte[] second = later.statements().values().get(1);
    for (int partition : new int[] {0, 1, 3}) {
      operator.plant(partition, second);
    }
    Report report = Audit.of(operator.logs, later, AuditOptions.plain());
    assertTrue(report.agrees());
    assertEquals(1, report.warned());
    Warning warning = report.warnings().get(0);
    assertEquals(2, warning.place().position().partition());
    assertTrue(warning.sentence().startsWith("Statement 1 holds"), warning.toString());
    operator.plant(2, second);
    assertEquals(List.of(), Audit.of(operator.logs, later, AuditOptions.plain()).warnings());
  }

  @Test
  void statement_ofRulesThatAreNotBuiltIn_endsTheAudit() throws Exception {
    Statement next = operator.network().statements().latest().next();
    Statement foreign =
        new Statement(
            next.version(),
            next.previous(),
            next.name(),
            next.authority(),
            next.partitions(),
            Statement.RULE_SET + 1,
            next.operator(),
            next.assets());
    NetworkFile later = operator.network().with(foreign, operator.authority());
    operator.plant(2, later.statements().values().get(1));
    QuittanceException refused =
        assertThrows(
            QuittanceException.class, () -> Audit.of(operator.logs, later, AuditOptions.plain()));
    assertTrue(refused.getMessage().contains("asks for rule set 3"), refused.getMessage());
  }

  /** The operator goes on as if nothing had been closed. */
  @Test
  void issue_behindTheClosingOfItsAsset_isADifference_andWhatStoodBeforeIsNone() throws Exception {
    PreparedCommand before = operator.issue(bob, 5, 2);
    operator.take(before, null);
    AssetTerms closed = AssetTerms.closed(operator.network().assets().get(0));
    Statement next = operator.network().statements().latest().next().withAsset(closed);
    NetworkFile later = operator.network().with(next, operator.authority());
    for (int partition = 0; partition < later.commandPartitions(); partition++) {
      operator.plant(partition, later.statements().values().get(1));
    }
    assertEquals(List.of(), Audit.of(operator.logs, later, AuditOptions.plain()).differences());
    PreparedCommand behind = operator.issue(bob, 6, 3);
    operator.take(behind, null);
    List<Difference> differences =
        Audit.of(operator.logs, later, AuditOptions.plain()).differences();
    Difference event =
        differences.stream()
            .filter(one -> one.place().topic().equals(Topics.SETTLEMENTS.name()))
            .findFirst()
            .orElseThrow();
    assertEquals(Place.of(operator.eventOf(behind)), event.place());
    assertEquals("ASSET_CLOSED", event.expected());
    assertEquals("an event", event.found());
  }

  /** Before the first statement of its partition nothing can be said of a record. */
  @Test
  void record_beforeAnyStatement_isDueARejection() throws Exception {
    NetworkFile elsewhere =
        NetworkFile.found(
            operator.network().latest().withAuthority(other().verifyingKey()),
            other(),
            "localhost:1");
    MemoryLogs logs = new MemoryLogs(elsewhere.commandPartitions());
    ConsumerRecord<byte[], byte[]> early =
        logs.append(Topics.JOURNAL, 1, 5, first.key(), first.value());
    logs.append(Topics.JOURNAL, 1, 6, null, elsewhere.statements().values().get(0));
    logs.append(Topics.REJECTIONS, 1, 7, first.key(), unfounded(early, "UNKNOWN_ASSET"));
    Report report = Audit.of(logs, elsewhere, AuditOptions.plain());
    assertEquals(List.of(), report.differences());
    assertEquals(1, report.commands().rejected());
    assertEquals(1, report.published().rejections());
    logs.append(Topics.REJECTIONS, 1, 8, first.key(), unfounded(early, "BAD_SIGNATURE"));
    Difference difference = Audit.of(logs, elsewhere, AuditOptions.plain()).differences().get(0);
    assertEquals("UNKNOWN_ASSET", difference.expected());
    assertEquals("BAD_SIGNATURE", difference.found());
  }

  private static byte[] unfounded(ConsumerRecord<byte[], byte[]> record, String code) {
    Position position = new Position(record.partition(), record.offset(), record.timestamp());
    return SingleObject.encode(
        io.quittance.ledger.submission.Rejection.unread(
                Submission.of(position, record.key(), record.value()),
                new Reason(RejectionCode.valueOf(code), "Nothing is founded."))
            .toRecord());
  }

  private static SigningKey other() {
    return SigningKey.of(new byte[32]);
  }

  /** Publishes the rejection that a statement gets which does not hold. */
  private void publishWrong(ConsumerRecord<byte[], byte[]> planted) {
    operator.rejected(
        io.quittance.ledger.submission.Rejection.unread(
            Submission.of(
                new Position(planted.partition(), planted.offset(), planted.timestamp()),
                planted.key(),
                planted.value()),
            new Reason(RejectionCode.WRONG_STATEMENT, "It does not hold.")));
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
