package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the wallet has decrypted does not show in the text of an object. */
class RedactedAmountsTest {
  private static final long AMOUNT = 123_456_789;

  @Test
  void text_ofWhatHoldsAnAmount_doesNotShowIt() {
    for (Object holder :
        List.of(
            new ReceivedCredit(7, 7, ElGamalCiphertext.IDENTITY, AMOUNT),
            new CreditBook.Sum(ElGamalCiphertext.IDENTITY, AMOUNT))) {
      assertFalse(holder.toString().contains(Long.toString(AMOUNT)), holder.toString());
    }
  }
}
