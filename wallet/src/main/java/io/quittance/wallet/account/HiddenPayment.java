package io.quittance.wallet.account;

import io.quittance.ledger.account.HiddenAmount;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.util.List;

/**
 * A payment's amount as one of its two sides can decrypt it.
 *
 * @param lo its lower 16 bits
 * @param hi its upper 32 bits
 */
public record HiddenPayment(ElGamalCiphertext lo, ElGamalCiphertext hi) {
  private static final int PAYER = 0;
  private static final int PAYEE = 1;
  private static final int HI_SHIFT = 16;

  /**
   * The amount as the account can decrypt it; where it paid itself, either way is the same.
   *
   * @throws QuittanceException if the event's bytes encode no points
   */
  public static HiddenPayment of(Settled settled, Transferred event, AccountId account)
      throws QuittanceException {
    int side = AccountId.of(settled.getAccount()).equals(account) ? PAYER : PAYEE;
    try {
      List<ElGamalCiphertext> parts =
          HiddenAmount.handlesOf(side, event.getLo().bytes(), event.getHi().bytes());
      return new HiddenPayment(parts.get(0), parts.get(1));
    } catch (InvalidProofException e) {
      throw undecryptable();
    }
  }

  /** One ciphertext of the whole amount. */
  public ElGamalCiphertext whole() {
    return ElGamalCiphertext.combine(lo, hi);
  }

  /**
   * The amount, in the asset's smallest unit.
   *
   * @throws QuittanceException if it does not decrypt with this key
   */
  public long decrypt(ElGamalSecretKey secret) throws QuittanceException {
    long low = part(lo, secret);
    if (low >>> HI_SHIFT != 0) {
      throw undecryptable();
    }
    return low + (part(hi, secret) << HI_SHIFT);
  }

  private static long part(ElGamalCiphertext part, ElGamalSecretKey secret)
      throws QuittanceException {
    return DiscreteLog.solve32(secret.decryptToPoint(part))
        .orElseThrow(HiddenPayment::undecryptable);
  }

  private static QuittanceException undecryptable() {
    return QuittanceException.failure(
        "A payment in the settlements log does not decrypt with this wallet's key.",
        "The log does not fit the wallet: check the network and the operator.");
  }
}
