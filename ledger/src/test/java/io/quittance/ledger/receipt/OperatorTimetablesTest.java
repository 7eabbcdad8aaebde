package io.quittance.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.World;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A network whose operator has planned a second key for 1000, has put that off to 2000, has planned
 * a third one for 3000, and has revoked the second one.
 */
class OperatorTimetablesTest {
  private static final OperatorKeys ONE = keys(false, 0);
  private static final OperatorKeys ROTATED = keys(false, 0, 1000);
  private static final OperatorKeys POSTPONED = keys(false, 0, 2000);
  private static final OperatorKeys AGAIN = keys(false, 0, 2000, 3000);
  private static final OperatorKeys REVOKED = keys(true, 0, 2000, 3000);
  private static final List<OperatorKeys> ALL = List.of(ONE, ROTATED, POSTPONED, AGAIN, REVOKED);
  private static final long END = Long.MAX_VALUE;

  /** The keys with these times, the second of them revoked or not. */
  private static OperatorKeys keys(boolean secondRevoked, long... from) {
    return OperatorKeys.of(
        IntStream.range(0, from.length)
            .mapToObj(i -> new Effective(from[i], key(i + 1), secondRevoked && i == 1))
            .toList());
  }

  private static OperatorTimetables upTo(int statement) {
    return OperatorTimetables.of(ALL.subList(0, statement));
  }

  private static SigningKey secret(int number) {
    return SigningKey.of(ByteBuffer.allocate(SigningKey.BYTES).putInt(number).array());
  }

  private static VerifyingKey key(int number) {
    return secret(number).verifyingKey();
  }

  private static Receipt receipt(int statement, long millis) {
    return Receipts.accepted(
        AccountId.of(new byte[32]),
        new LastAccepted(CommandId.of(new byte[32]), 7, new Position(1, 2, millis), statement));
  }

  private static SignedReceipts.Check check(int file, int statement, long millis, int signer) {
    byte[] value = SignedReceipts.sign(World.NETWORK, secret(signer), receipt(statement, millis));
    return SignedReceipts.verify(World.NETWORK, upTo(file), value);
  }

  /** Each line: a statement, a time, and the key that signs by it. */
  @Test
  void at_eachStatementAndTime_isTheKeyOfThatTimetable_whateverFollows() {
    long[][] expected = {
      {1, 0, 1},
      {1, END, 1},
      {2, 999, 1},
      {2, 1000, 2},
      {2, END, 2},
      {3, 999, 1},
      {3, 1000, 1},
      {3, 1999, 1},
      {3, 2000, 2},
      {3, END, 2},
      {4, 1999, 1},
      {4, 2000, 2},
      {4, 2999, 2},
      {4, 3000, 3},
      {4, END, 3},
    };
    for (long[] line : expected) {
      for (int file = (int) line[0]; file <= 4; file++) {
        assertEquals(
            key((int) line[2]),
            upTo(file).at((int) line[0], line[1]),
            "statement " + line[0] + " at " + line[1] + " by file " + file);
      }
    }
  }

  @Test
  void at_theTimeOfAKeyThatTheLastStatementRevokes_isTheNextOneByEveryStatement() {
    OperatorTimetables all = upTo(5);
    // The second statement knows no third key, and it is that which signs in the second's place.
    for (int statement = 2; statement <= 5; statement++) {
      assertEquals(key(3), all.at(statement, 2500), "by statement " + statement);
    }
    assertEquals(key(3), all.at(2, 1000));
    assertEquals(key(1), all.at(3, 1000));
    assertEquals(key(1), all.at(1, END));
  }

  @Test
  void at_aStatementThatIsNotThere_isRefused() {
    for (int statement : new int[] {-1, 0, 6}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> upTo(5).at(statement, 0));
      assertTrue(refused.getMessage().contains("no " + statement), refused.getMessage());
    }
  }

  @Test
  void timetables_thatLackAFormerKey_areRefused() {
    for (List<OperatorKeys> wrong :
        List.of(
            List.of(ROTATED, ONE),
            List.of(ONE, OperatorKeys.of(key(2))),
            List.of(
                ROTATED,
                OperatorKeys.of(List.of(new Effective(0, key(1)), new Effective(1000, key(3))))))) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> OperatorTimetables.of(wrong));
      assertTrue(refused.getMessage().contains("statement 2 lacks a key"), refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> OperatorTimetables.of(List.of()));
  }

  @Test
  void receipt_ofAKeyThatSignedBeforeItWasPutOff_staysGenuine() {
    for (int file = 2; file <= 4; file++) {
      assertInstanceOf(SignedReceipts.Check.Genuine.class, check(file, 2, 1500, 2));
      assertInstanceOf(SignedReceipts.Check.Worthless.class, check(file, 2, 1500, 1));
    }
    for (int file = 3; file <= 4; file++) {
      assertInstanceOf(SignedReceipts.Check.Genuine.class, check(file, 3, 1500, 1));
      assertInstanceOf(SignedReceipts.Check.Worthless.class, check(file, 3, 1500, 2));
    }
    assertInstanceOf(SignedReceipts.Check.Revoked.class, check(5, 2, 1500, 2));
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(5, 2, 1500, 3));
  }

  @Test
  void receipt_ofALaterStatementUnderAnotherKey_isNeitherGenuineNorWorthless() {
    for (int signer : new int[] {2, 9}) {
      SignedReceipts.Check.Ahead ahead =
          assertInstanceOf(SignedReceipts.Check.Ahead.class, check(1, 2, 1500, signer));
      assertEquals(2, ahead.statement());
      assertEquals(receipt(2, 1500), ahead.receipt());
    }
    // Once he has it, it is one or the other.
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(2, 2, 1500, 2));
    assertInstanceOf(SignedReceipts.Check.Worthless.class, check(2, 2, 1500, 9));
    for (int none : new int[] {Integer.MIN_VALUE, -1, 0}) {
      assertInstanceOf(SignedReceipts.Check.Worthless.class, check(2, none, 1500, 1));
    }
  }

  /** A statement about something else, or a change to come, stops nobody who does not have it. */
  @Test
  void receipt_ofALaterStatementUnderTheKeyInForce_isJudgedByTheLastOneThatTheReaderHas() {
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(1, 2, 1500, 1));
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(2, 9, 1500, 2));
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(2, 9, 999, 1));
    // Who has got a retired key gains nothing by a statement of the future.
    assertInstanceOf(SignedReceipts.Check.Ahead.class, check(2, 9, 1500, 1));
    assertInstanceOf(SignedReceipts.Check.Revoked.class, check(5, 9, 2500, 2));
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(5, 9, 2500, 3));
  }

  /**
   * Who has got a retired key names an old statement, by which it signs for ever: that is no
   * receipt to rely on, unless the operator's verdict is known from elsewhere.
   */
  @Test
  void receipt_ofARetiredKey_underAnOldStatement_isNotGenuine() {
    for (long millis : new long[] {1000, 5000, END}) {
      assertInstanceOf(SignedReceipts.Check.Retired.class, check(2, 1, millis, 1));
    }
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(2, 1, 999, 1));
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(3, 1, 1999, 1));
    assertInstanceOf(SignedReceipts.Check.Retired.class, check(3, 1, 2000, 1));
    assertInstanceOf(SignedReceipts.Check.Genuine.class, check(4, 2, 2999, 2));
    assertInstanceOf(SignedReceipts.Check.Retired.class, check(4, 2, 3000, 2));
  }

  @Test
  void isRetired_isByTheLastStatementAndTheLaterOfBothTimes() {
    assertFalse(upTo(2).isRetired(1, 500, 999));
    assertTrue(upTo(2).isRetired(1, 500, 1000));
    assertFalse(upTo(3).isRetired(1, 500, 1000), "the change was put off");
    assertTrue(upTo(3).isRetired(1, 500, 2000));
    assertTrue(upTo(3).isRetired(1, 2000, 0), "a clock is behind");
    assertFalse(upTo(3).isRetired(2, 1500, 1500), "a key that signed too early is not over");
    assertFalse(upTo(1).isRetired(1, 500, END));
    assertTrue(upTo(4).isRetired(2, 1500, 3000));
    assertFalse(upTo(5).isRetired(2, 1500, END), "the third key signs in the second one's place");
  }
}
