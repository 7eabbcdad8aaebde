package io.quittance.wallet.account;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What payers proved about payments, verified again before a wallet decrypts anything of them.
 *
 * <p>The settlements log is the operator's word. If a wallet decrypted whatever stands there as a
 * payment, and then told somebody, or only went on or stopped, an operator could have any
 * ciphertext read: the wallet's own balance, written down as a payment. So each payment carries its
 * payer's validity proof, which nobody can make who does not know the amount already: decrypting
 * such a payment tells nobody anything new.
 *
 * <p><b>It does not prove</b> that the payment was made, when, or that nobody repeated it: whoever
 * has a payment of an account can write it down again under another time or payer.
 */
public final class PaymentProofs {
  private static final int KEY_BYTES = CompressedRistretto.BYTES;
  private static final int PROVED_BYTES =
      KEY_BYTES + BatchedGroupedCiphertext3HandlesValidity.PROOF_BYTES;

  private final WalletKeys keys;
  private final AssetId asset;
  private final AccountId account;
  private final BatchVerifier verifier;

  /** Checks payments of the account that these keys own in an asset. */
  public PaymentProofs(WalletKeys keys, AssetId asset, SecureRandom random) {
    this.keys = keys;
    this.asset = asset;
    this.account = keys.accountId(asset);
    this.verifier = new BatchVerifier(random);
  }

  /**
   * Checks all payments among these events; others are passed over.
   *
   * @throws QuittanceException naming the first payment, by its event id, that is not proved, is of
   *     another asset, or is not encrypted for this wallet's key
   */
  public void require(List<Settled> events) throws QuittanceException {
    List<Settled> payments =
        events.stream().filter(event -> event.getEvent() instanceof Transferred).toList();
    for (int first = 0; first < payments.size(); first += BatchVerifier.MAX_ITEMS) {
      int end = Math.min(payments.size(), first + BatchVerifier.MAX_ITEMS);
      requireBatch(payments.subList(first, end));
    }
  }

  private void requireBatch(List<Settled> payments) throws QuittanceException {
    List<List<BatchedGroupedCiphertext3HandlesValidity>> proofs = new ArrayList<>();
    for (Settled payment : payments) {
      proofs.add(List.of(proofOf(payment, (Transferred) payment.getEvent())));
    }
    List<Verdict> verdicts = verifier.verify(proofs);
    for (int i = 0; i < verdicts.size(); i++) {
      if (!verdicts.get(i).isAccepted()) {
        throw unproved(payments.get(i), null);
      }
    }
  }

  private BatchedGroupedCiphertext3HandlesValidity proofOf(Settled payment, Transferred event)
      throws QuittanceException {
    if (!AssetId.of(payment.getAsset()).equals(asset) || !isOurs(payment, event)) {
      throw unproved(payment, null);
    }
    try {
      return BatchedGroupedCiphertext3HandlesValidity.parse(proofBytes(event));
    } catch (InvalidProofException e) {
      throw unproved(payment, e);
    }
  }

  /** Whether the side that is ours has our key, and the payee the one that its id is made of. */
  private boolean isOurs(Settled payment, Transferred event) {
    byte[] own = keys.elGamal().publicKey().toBytes();
    AccountId payee = AccountId.of(event.getPayee());
    boolean paid = AccountId.of(payment.getAccount()).equals(account);
    byte[] ours = (paid ? event.getPayerElGamalKey() : event.getPayeeElGamalKey()).bytes();
    return (paid || payee.equals(account))
        && Arrays.equals(ours, own)
        && payee.equals(
            AccountId.derive(
                asset, event.getPayeeOwner().bytes(), event.getPayeeElGamalKey().bytes()));
  }

  /** The proof as its verifier reads it, out of what stands in the event. */
  private static byte[] proofBytes(Transferred event) throws InvalidProofException {
    byte[] proved = new byte[event.getValidity().remaining()];
    event.getValidity().duplicate().get(proved);
    if (proved.length != PROVED_BYTES) {
      throw new InvalidProofException(
          "a payment's proof must be " + PROVED_BYTES + " bytes, not " + proved.length);
    }
    return ByteBuffer.allocate(BatchedGroupedCiphertext3HandlesValidity.BYTES)
        .put(event.getPayerElGamalKey().bytes())
        .put(event.getPayeeElGamalKey().bytes())
        .put(proved, 0, KEY_BYTES)
        .put(event.getLo().bytes())
        .put(event.getHi().bytes())
        .put(proved, KEY_BYTES, proved.length - KEY_BYTES)
        .array();
  }

  private static QuittanceException unproved(Settled payment, Exception cause) {
    return QuittanceException.failure(
        "The settlements log holds a payment of this account that no payer proved: event "
            + CommandId.of(payment.getEventId())
            + ". Nothing of it was decrypted.",
        "Do not rely on this network: ask its operator, and an auditor, or name another network's"
            + " file with --network.",
        cause);
  }
}
