package io.quittance.wallet.account;

import io.quittance.ledger.entry.Entry;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.journal.Paid;
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
 * <p>Receipts and settled events are the operator's word. If a wallet decrypted whatever stands
 * there as a payment, and then told somebody, or only went on or stopped, an operator could have
 * any ciphertext read: the wallet's own balance, written down as a payment. So each payment carries
 * its payer's validity proof, which nobody can make who does not know the amount already:
 * decrypting such a payment tells nobody anything new.
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

  /** A payment, wherever it stands. */
  private record Payment(
      CommandId id,
      AssetId asset,
      AccountId payer,
      AccountId payee,
      byte[] payeeOwner,
      byte[] payerKey,
      byte[] payeeKey,
      byte[] lo,
      byte[] hi,
      ByteBuffer validity) {

    static Payment of(Settled settled, Transferred event) {
      return new Payment(
          CommandId.of(settled.getEventId()),
          AssetId.of(settled.getAsset()),
          AccountId.of(settled.getAccount()),
          AccountId.of(event.getPayee()),
          event.getPayeeOwner().bytes(),
          event.getPayerElGamalKey().bytes(),
          event.getPayeeElGamalKey().bytes(),
          event.getLo().bytes(),
          event.getHi().bytes(),
          event.getValidity().duplicate());
    }

    static Payment of(Entry entry, Paid paid) {
      return new Payment(
          entry.commandId(),
          entry.asset(),
          AccountId.of(entry.record().getOrigin()),
          entry.payee(),
          paid.getPayeeOwner().bytes(),
          paid.getPayerElGamalKey().bytes(),
          paid.getPayeeElGamalKey().bytes(),
          paid.getLo().bytes(),
          paid.getHi().bytes(),
          paid.getValidity().duplicate());
    }
  }

  /**
   * Checks all payments among these events; others are passed over.
   *
   * @throws QuittanceException naming the first payment, by its command's id, that is not proved,
   *     is of another asset, or is not encrypted for this wallet's key
   */
  public void require(List<Settled> events) throws QuittanceException {
    List<Payment> payments = new ArrayList<>();
    for (Settled settled : events) {
      if (settled.getEvent() instanceof Transferred transferred) {
        payments.add(Payment.of(settled, transferred));
      }
    }
    requireAll(payments);
  }

  /** Checks all payments among these entries, likewise. */
  void requireEntries(List<Entry> entries) throws QuittanceException {
    List<Payment> payments = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.record().getFact() instanceof Paid paid) {
        payments.add(Payment.of(entry, paid));
      }
    }
    requireAll(payments);
  }

  private void requireAll(List<Payment> payments) throws QuittanceException {
    for (int first = 0; first < payments.size(); first += BatchVerifier.MAX_ITEMS) {
      int end = Math.min(payments.size(), first + BatchVerifier.MAX_ITEMS);
      requireBatch(payments.subList(first, end));
    }
  }

  private void requireBatch(List<Payment> payments) throws QuittanceException {
    List<List<BatchedGroupedCiphertext3HandlesValidity>> proofs = new ArrayList<>();
    for (Payment payment : payments) {
      proofs.add(List.of(proofOf(payment)));
    }
    List<Verdict> verdicts = verifier.verify(proofs);
    for (int i = 0; i < verdicts.size(); i++) {
      if (!verdicts.get(i).isAccepted()) {
        throw unproved(payments.get(i), null);
      }
    }
  }

  private BatchedGroupedCiphertext3HandlesValidity proofOf(Payment payment)
      throws QuittanceException {
    if (!payment.asset().equals(asset) || !isOurs(payment)) {
      throw unproved(payment, null);
    }
    try {
      return BatchedGroupedCiphertext3HandlesValidity.parse(proofBytes(payment));
    } catch (InvalidProofException e) {
      throw unproved(payment, e);
    }
  }

  /** Whether the side that is ours has our key, and the payee the one that its id is made of. */
  private boolean isOurs(Payment payment) {
    byte[] own = keys.elGamal().publicKey().toBytes();
    boolean paid = payment.payer().equals(account);
    byte[] ours = paid ? payment.payerKey() : payment.payeeKey();
    return (paid || payment.payee().equals(account))
        && Arrays.equals(ours, own)
        && payment
            .payee()
            .equals(AccountId.derive(asset, payment.payeeOwner(), payment.payeeKey()));
  }

  /** The proof as its verifier reads it, out of what stands in the payment. */
  private static byte[] proofBytes(Payment payment) throws InvalidProofException {
    byte[] proved = new byte[payment.validity().remaining()];
    payment.validity().duplicate().get(proved);
    if (proved.length != PROVED_BYTES) {
      throw new InvalidProofException(
          "a payment's proof must be " + PROVED_BYTES + " bytes, not " + proved.length);
    }
    return ByteBuffer.allocate(BatchedGroupedCiphertext3HandlesValidity.BYTES)
        .put(payment.payerKey())
        .put(payment.payeeKey())
        .put(proved, 0, KEY_BYTES)
        .put(payment.lo())
        .put(payment.hi())
        .put(proved, KEY_BYTES, proved.length - KEY_BYTES)
        .array();
  }

  private static QuittanceException unproved(Payment payment, Exception cause) {
    return QuittanceException.failure(
        "The network tells of a payment of this account that no payer proved: command "
            + payment.id()
            + ". Nothing of it was decrypted.",
        "Do not rely on this network: ask its operator, and an auditor, or name another network's"
            + " file with --network.",
        cause);
  }
}
