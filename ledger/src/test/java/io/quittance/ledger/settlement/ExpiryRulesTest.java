package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.signature.SigningKey;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command is accepted until its end, by its partition's greatest time, and never after it. */
class ExpiryRulesTest {
  private static final long END = 1_000;

  private final World world = new World(53);
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();
  private long offset;

  @BeforeEach
  void openAndFund() {
    submit(payer.signing, payer.open(), 1);
    submit(world.issuer, world.issue(payer, 1, 100), 2);
    payer.received(books.lastCredit(payer.account), 100);
  }

  @Test
  void command_atItsEnd_isAccepted_andBehindItNot() {
    submit(payer.signing, payer.copy().transfer(payee, 10, 1), END + 1);
    assertExpired(1);
    submit(payer.signing, payer.transfer(payee, 10, 1), END);
    assertEquals(3, books.events.size());
  }

  @Test
  void commandsOfIssuerAndOfficer_end_too() {
    submit(world.issuer, world.issue(payer, 2, 5), END + 1);
    assertExpired(1);
    submit(world.officer, world.freeze(payer, 1), END + 1);
    assertExpired(2);
    Owner other = world.owner();
    submit(other.signing, other.open(), END + 1);
    assertExpired(3);
  }

  /** The rejection that anybody could have made good for ever: now it ends. */
  @Test
  void retryableRejection_sentAgainBehindTheEnd_isExpired() {
    Transfer first = payer.transfer(payee, 10, 1);
    Transfer early = payer.transfer(payee, 11, 1);
    submit(payer.signing, early, 10);
    assertEquals(RejectionCode.FUTURE_SEQUENCE, lastCode());
    submit(payer.signing, first, 11);
    submit(payer.signing, early, END + 1);
    assertExpired(2);
    assertEquals(3, books.events.size());
  }

  @Test
  void expired_isFinal_evenIfTheBrokersClockGoesBack() {
    Transfer transfer = payer.transfer(payee, 10, 1);
    submit(payer.signing, transfer, END - 5, END + 1);
    assertExpired(1);
  }

  @Test
  void repeat_ofACommandThatWasInTime_getsItsReceiptAgain() {
    Transfer transfer = payer.transfer(payee, 10, 1);
    submit(payer.signing, transfer, END);
    submit(payer.signing, transfer, END + 1);
    assertEquals(1, books.repeats.size());
    assertEquals(List.of(), books.rejections);
  }

  /** An accepted command is never called rejected, so neither is one that was decided before. */
  @Test
  void olderCommand_behindItsEnd_isDecidedAlready() {
    Transfer first = payer.transfer(payee, 10, 1);
    submit(payer.signing, first, END);
    submit(payer.signing, payer.transfer(payee, 11, 1), END);
    submit(payer.signing, first, END + 1);
    assertEquals(RejectionCode.ALREADY_DECIDED, lastCode());
  }

  @Test
  void expiredCommand_leavesNoTrace() {
    Map<String, String> before = books.outcome();
    before.keySet().removeIf(key -> !key.startsWith("account"));
    submit(payer.signing, payer.copy().transfer(payee, 10, 1), END + 1);
    Map<String, String> after = books.outcome();
    after.keySet().removeIf(key -> !key.startsWith("account"));
    assertEquals(before, after);
  }

  private RejectionCode lastCode() {
    return books.rejections.get(books.rejections.size() - 1).reason().code();
  }

  private void assertExpired(int count) {
    assertEquals(count, books.rejections.size());
    assertEquals(RejectionCode.EXPIRED, lastCode());
  }

  private void submit(SigningKey key, SpecificRecordBase command, long millis) {
    submit(key, command, millis, millis);
  }

  private void submit(
      SigningKey key, SpecificRecordBase command, long millis, long partitionMillis) {
    AccountId account = AccountId.of((Fixed32) command.get("account"));
    Position position = new Position(Partitions.of(account, World.PARTITIONS), offset++, millis);
    byte[] value = World.sign(World.NETWORK, key, END, command);
    Submission submission =
        Submission.of(position, account.toBytes(), value, new Stamp(Stamp.FIRST, partitionMillis));
    books.command(world.admitted(submission));
  }
}
