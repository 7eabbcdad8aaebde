package io.quittance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.log.MemoryLogs;
import io.quittance.audit.statement.Statement;
import io.quittance.ledger.submission.Position;
import io.quittance.network.QuittanceException;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.export.StatementKind;
import io.quittance.schemas.export.StatementLine;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statement says what the ledger moved, whatever messages say of themselves. */
class StatementTest {
  @TempDir private Path directory;
  private final HonestOperator operator = new HonestOperator();
  private WalletAccount alice;
  private WalletAccount bob;
  private PreparedCommand payment;

  @BeforeEach
  void settleTransfers() throws Exception {
    alice = operator.person("alice");
    bob = operator.person("bob");
    payment = alice.transfer(bob.address(), 300, "=amount 999999.99;=2", 1);
    operator.take(payment, alice);
    operator.take(bob.transfer(alice.address(), 1_000, "", 2), bob);
  }

  @Test
  void lines_ofAnHonestLog_areWhatWasPaidInOrder() throws Exception {
    operator.take(operator.officer().freeze(bob.address(), "FRAUD: see case 7", 1), null);
    List<StatementLine> lines = statement();
    assertEquals(
        List.of(
            "OPENED null",
            "ISSUED 1000",
            "OPENED null",
            "ISSUED 1000",
            "TRANSFERRED 300",
            "TRANSFERRED 1000",
            "FROZEN null"),
        lines.stream().map(line -> line.getKind() + " " + line.getAmount()).toList());
    StatementLine paid = lines.get(4);
    assertEquals(alice.id().fixed(), paid.getAccount());
    assertEquals(bob.id().fixed(), paid.getPayee());
    assertEquals("=amount 999999.99;=2", paid.getText());
    assertTrue(paid.getPublished());
    assertEquals("FRAUD: see case 7", lines.get(6).getText());
  }

  @Test
  void csv_hasOneLineForEachAndNoFormulas() throws Exception {
    statement();
    List<String> lines =
        Files.readAllLines(directory.resolve("statement-EURT.csv"), StandardCharsets.UTF_8);
    assertEquals(
        "time,asset,kind,account,payee,amount,text,number,published,command,event_id",
        lines.get(0));
    assertEquals(7, lines.size());
    String paid = lines.get(5);
    assertTrue(paid.contains(",EURT,TRANSFERRED," + alice.id() + "," + bob.id() + ",3.00,"), paid);
    assertTrue(
        paid.contains("'=amount 999999.99;'=2"), "a memo must not become a formula: " + paid);
  }

  @Test
  void amount_wherePublishedEventAndHeadersLie_isWhatTheLedgerMoved() throws Exception {
    ConsumerRecord<byte[], byte[]> published = operator.eventOf(payment);
    Settled lie = HonestOperator.event(published);
    Transferred transferred = (Transferred) lie.getEvent();
    transferred.setLo(transferred.getHi());
    operator.replace(published, MemoryLogs.withValue(published, SingleObject.encode(lie)));
    Position position = Position.of(lie.getPosition());
    operator
        .logs
        .partition(Topics.JOURNAL, position.partition())
        .get((int) position.offset())
        .headers()
        .add("amount", "999999.99".getBytes(StandardCharsets.UTF_8));
    StatementLine paid =
        statement().stream()
            .filter(line -> line.getEventId().equals(payment.id().fixed()))
            .findFirst()
            .orElseThrow();
    assertEquals(300, paid.getAmount());
    assertFalse(paid.getPublished(), "what was published is something else");
  }

  @Test
  void rejectedTransfer_thatSaysItPaid_hasNoLine() throws Exception {
    PreparedCommand stale = alice.transfer(bob.address(), 500, "paid 5.00", 1);
    operator.take(alice.transfer(bob.address(), 1, "", 1), alice);
    operator.take(stale, null);
    assertTrue(
        statement().stream().noneMatch(line -> line.getEventId().equals(stale.id().fixed())));
  }

  @Test
  void keyOfSomebodyElse_isRefused() {
    AuditorKeys other = AuditorKeys.generate("audited", "EURT", new SecureRandom());
    QuittanceException refused =
        assertThrows(
            QuittanceException.class,
            () -> Statement.create(directory, operator.network().asset("EURT"), List.of(other)));
    assertTrue(refused.getMessage().contains("is not one of the auditor of EURT"));
  }

  @Test
  void lines_afterAnAuditThatWentOn_areAllThere() throws Exception {
    AuditOptions options = AuditOptions.plain().withState(directory.resolve("state"));
    Audit.of(operator.logs, operator.network(), options);
    operator.take(alice.transfer(bob.address(), 40, "", 2), alice);
    assertEquals(7, statement(options).stream().filter(this::isMoneyOrAccount).count());
  }

  private boolean isMoneyOrAccount(StatementLine line) {
    return line.getKind() != StatementKind.FROZEN;
  }

  private List<StatementLine> statement() throws Exception {
    return statement(AuditOptions.plain());
  }

  private List<StatementLine> statement(AuditOptions options) throws Exception {
    try (Statement statement =
        Statement.create(directory, operator.network().asset("EURT"), List.of(operator.auditor))) {
      Audit.of(operator.logs, operator.network(), options.withEvents(statement));
      statement.finish();
    }
    List<StatementLine> lines = new ArrayList<>();
    try (DataFileReader<StatementLine> reader =
        new DataFileReader<>(
            directory.resolve("statement-EURT.avro").toFile(),
            new SpecificDatumReader<>(StatementLine.class))) {
      reader.forEach(lines::add);
    }
    return lines;
  }
}
