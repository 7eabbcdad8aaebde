package io.quittance.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator who changed his key at 1000 and at 2000. */
class OperatorKeysTest {
  private static final List<SigningKey> SECRETS = List.of(key(1), key(2), key(3));
  private static final OperatorKeys KEYS =
      OperatorKeys.of(
          List.of(
              new Effective(0, publicKey(1)),
              new Effective(1000, publicKey(2)),
              new Effective(2000, publicKey(3))));
  private static final ReceiptSigner SIGNER =
      ReceiptSigner.of(World.NETWORK, timetables(KEYS), SECRETS);

  @Test
  void at_anyTime_isTheKeyOfThatTime() {
    assertEquals(publicKey(1), KEYS.at(-1));
    assertEquals(publicKey(1), KEYS.at(999));
    assertEquals(publicKey(2), KEYS.at(1000));
    assertEquals(publicKey(2), KEYS.at(1999));
    assertEquals(publicKey(3), KEYS.at(2000));
    assertEquals(publicKey(3), KEYS.at(Long.MAX_VALUE));
  }

  @Test
  void at_theTimeOfARevokedKey_isTheNextOneThatIsNot() {
    OperatorKeys one = revoked(1);
    assertEquals(publicKey(1), one.at(999));
    assertEquals(publicKey(3), one.at(1000));
    assertEquals(publicKey(3), one.at(2000));
    OperatorKeys two = revoked(0, 1);
    assertEquals(publicKey(3), two.at(0));
    assertRefused(
        List.of(new Effective(0, publicKey(1)), new Effective(5, publicKey(2), true)),
        "last key is revoked");
  }

  @Test
  void verify_receiptByARevokedKey_countsForNobodyWhoDoesNotKnowItsVerdict() {
    OperatorKeys keys = revoked(1);
    Receipt old = receipt(1500);
    byte[] before = SIGNER.sign(old);
    assertEquals(
        new SignedReceipts.Check.Revoked(old),
        SignedReceipts.verify(World.NETWORK, timetables(keys), before));
    byte[] damaged = before.clone();
    damaged[damaged.length - 1] ^= 1;
    assertInstanceOf(
        SignedReceipts.Check.Worthless.class,
        SignedReceipts.verify(World.NETWORK, timetables(keys), damaged));
    // Dated at another time it is nobody's at all, as before.
    byte[] later = SignedReceipts.sign(World.NETWORK, SECRETS.get(1), receipt(2000));
    assertInstanceOf(
        SignedReceipts.Check.Worthless.class,
        SignedReceipts.verify(World.NETWORK, timetables(keys), later));
    // Said again, it is signed by the next key; the revoked one's secret is not needed for that.
    ReceiptSigner signer =
        ReceiptSigner.of(World.NETWORK, timetables(keys), List.of(key(1), key(3)));
    assertEquals(
        new SignedReceipts.Check.Genuine(old),
        SignedReceipts.verify(World.NETWORK, timetables(keys), signer.sign(old)));
    assertInstanceOf(
        SignedReceipts.Check.Worthless.class,
        SignedReceipts.verify(World.NETWORK, timetables(KEYS), signer.sign(old)));
  }

  @Test
  void isRetired_onceTheNextKeyThatIsNotRevokedSigns_andNotBefore() {
    OperatorTimetables keys = timetables(KEYS);
    assertFalse(keys.isRetired(1, 500, 999));
    assertTrue(keys.isRetired(1, 500, 1000));
    assertTrue(keys.isRetired(1, 500, Long.MAX_VALUE));
    assertFalse(keys.isRetired(1, 1000, 999), "a clock is behind");
    assertFalse(keys.isRetired(1, 2000, Long.MAX_VALUE));
    OperatorTimetables one = timetables(revoked(0));
    assertFalse(one.isRetired(1, 500, 1999), "the second key signs for the first one's time");
    assertTrue(one.isRetired(1, 500, 2000));
  }

  private static OperatorKeys revoked(int... indexes) {
    List<Effective> keys = new ArrayList<>(KEYS.all());
    for (int index : indexes) {
      keys.set(index, new Effective(keys.get(index).fromMillis(), keys.get(index).key(), true));
    }
    return OperatorKeys.of(keys);
  }

  @Test
  void sign_receiptsOfEachTime_isByTheKeyOfTheCommandsTime() {
    for (long millis : new long[] {0, 999, 1000, 1999, 2000}) {
      Receipt receipt = receipt(millis);
      byte[] signed = SIGNER.sign(receipt);
      assertArrayEquals(signed, SIGNER.sign(receipt));
      SignedReceipts.Check check = SignedReceipts.verify(World.NETWORK, timetables(KEYS), signed);
      assertEquals(receipt, assertInstanceOf(SignedReceipts.Check.Genuine.class, check).receipt());
    }
  }

  @Test
  void verify_receiptByAKeyOfAnotherTime_isWorthless() {
    for (int by = 0; by < 3; by++) {
      for (long millis : new long[] {0, 1000, 2000}) {
        byte[] signed = SignedReceipts.sign(World.NETWORK, SECRETS.get(by), receipt(millis));
        SignedReceipts.Check check = SignedReceipts.verify(World.NETWORK, timetables(KEYS), signed);
        if (by * 1000 == millis) {
          assertInstanceOf(SignedReceipts.Check.Genuine.class, check);
        } else {
          String explanation =
              assertInstanceOf(SignedReceipts.Check.Worthless.class, check).explanation();
          assertTrue(explanation.contains("at another time"), explanation);
        }
      }
    }
  }

  @Test
  void keys_withoutOrder_areRefused() {
    assertRefused(List.of(), "1 to 1000 keys, not 0");
    assertRefused(List.of(new Effective(1, publicKey(1))), "from the beginning");
    assertRefused(
        List.of(new Effective(0, publicKey(1)), new Effective(0, publicKey(2))), "a later time");
    assertRefused(
        List.of(new Effective(0, publicKey(1)), new Effective(5, publicKey(1))), "stands twice");
  }

  @Test
  void keys_atTheirLimit_areTakenAndOnePastItRefused() {
    List<Effective> keys = new ArrayList<>();
    for (int i = 0; i < OperatorKeys.MAX_KEYS; i++) {
      keys.add(new Effective(i, publicKey(i)));
    }
    assertEquals(OperatorKeys.MAX_KEYS, OperatorKeys.of(keys).all().size());
    keys.add(new Effective(OperatorKeys.MAX_KEYS, publicKey(OperatorKeys.MAX_KEYS)));
    assertRefused(keys, "not 1001");
  }

  @Test
  void signer_withoutAFormerSecretKey_isRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> ReceiptSigner.of(World.NETWORK, timetables(KEYS), SECRETS.subList(1, 3)));
    assertTrue(refused.getMessage().contains(publicKey(1).toString()), refused.getMessage());
  }

  private static void assertRefused(List<Effective> keys, String reason) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> OperatorKeys.of(keys));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private static Receipt receipt(long logAppendMillis) {
    return Receipts.accepted(
        AccountId.of(new byte[32]),
        new LastAccepted(CommandId.of(new byte[32]), 7, new Position(1, 2, logAppendMillis), 1));
  }

  private static OperatorTimetables timetables(OperatorKeys... statements) {
    return OperatorTimetables.of(List.of(statements));
  }

  private static SigningKey key(int number) {
    return SigningKey.of(ByteBuffer.allocate(SigningKey.BYTES).putInt(number).array());
  }

  private static VerifyingKey publicKey(int number) {
    return key(number).verifyingKey();
  }
}
