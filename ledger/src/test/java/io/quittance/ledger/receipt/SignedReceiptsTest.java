package io.quittance.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quittance.ledger.World;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.signature.SigningKey;
import org.junit.jupiter.api.Test;

class SignedReceiptsTest {
  private static final SigningKey OPERATOR = SigningKey.of(new byte[32]);
  private static final Receipt RECEIPT =
      Receipts.accepted(
          AccountId.of(new byte[32]),
          new LastAccepted(CommandId.of(new byte[32]), 7, new Position(1, 2, 3), 1));
  private static final byte[] SIGNED = SignedReceipts.sign(World.NETWORK, OPERATOR, RECEIPT);

  private static void assertWorthless(SignedReceipts.Check check) {
    assertInstanceOf(SignedReceipts.Check.Worthless.class, check);
  }

  @Test
  void sign_sameReceipt_givesTheSameBytes() {
    assertArrayEquals(SIGNED, SignedReceipts.sign(World.NETWORK, OPERATOR, RECEIPT));
  }

  @Test
  void verify_signedReceipt_isGenuine() {
    SignedReceipts.Check check =
        SignedReceipts.verify(World.NETWORK, OPERATOR.verifyingKey(), SIGNED);
    assertEquals(RECEIPT, assertInstanceOf(SignedReceipts.Check.Genuine.class, check).receipt());
  }

  @Test
  void verify_anotherNetworkOrOperator_isWorthless() {
    assertWorthless(SignedReceipts.verify(World.network(2).id(), OPERATOR.verifyingKey(), SIGNED));
    byte[] seed = new byte[32];
    seed[0] = 1;
    SigningKey stranger = SigningKey.of(seed);
    assertWorthless(SignedReceipts.verify(World.NETWORK, stranger.verifyingKey(), SIGNED));
    assertWorthless(
        SignedReceipts.verify(
            World.NETWORK,
            OPERATOR.verifyingKey(),
            SignedReceipts.sign(World.NETWORK, stranger, RECEIPT)));
  }

  @Test
  void verify_anyFlippedBit_isWorthless() {
    for (int bit = 0; bit < 8 * SIGNED.length; bit++) {
      byte[] changed = SIGNED.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertWorthless(SignedReceipts.verify(World.NETWORK, OPERATOR.verifyingKey(), changed));
    }
    assertWorthless(SignedReceipts.verify(World.NETWORK, OPERATOR.verifyingKey(), new byte[0]));
  }
}
