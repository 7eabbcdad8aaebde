package io.quittance.jobs.statement;

import io.quittance.ledger.account.HiddenAmount;
import io.quittance.ledger.asset.Asset;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.keys.AuditorKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Decrypts the amounts of an asset's transfers for its auditor.
 *
 * <p>It must be given events that the ledger made, from verified proofs: then the ciphertext holds
 * the very amount that left the payer's balance and was credited to the payee.
 */
final class AuditorView {
  private static final int AUDITOR = 2;
  private static final int HI_SHIFT = 16;

  private final Asset asset;
  private final List<ElGamalSecretKey> secrets;

  private AuditorView(Asset asset, List<ElGamalSecretKey> secrets) {
    this.asset = asset;
    this.secrets = secrets;
  }

  /**
   * Makes the view of whoever has these keys.
   *
   * @throws WalletException if one of them is no key of the asset's auditor
   */
  static AuditorView of(Asset asset, List<AuditorKeys> keys) throws WalletException {
    List<ElGamalSecretKey> secrets = new ArrayList<>();
    for (AuditorKeys key : keys) {
      OptionalInt epoch = asset.auditors().epochOf(key.elGamal().publicKey().compressed());
      if (epoch.isEmpty()) {
        throw WalletException.failure(
            "The key " + key + " is not one of the auditor of " + asset.code() + ".",
            "Use a key file of this network's auditor, and the network's present file.");
      }
      secrets.add(key.elGamal().secretKey());
    }
    return new AuditorView(asset, secrets);
  }

  /** Returns the amount in the asset's smallest unit. */
  long amount(Settled settled, Transferred event) throws WalletException {
    try {
      ElGamalCiphertext lo = HiddenAmount.handleOf(event.getLo().bytes(), AUDITOR);
      ElGamalCiphertext hi = HiddenAmount.handleOf(event.getHi().bytes(), AUDITOR);
      for (ElGamalSecretKey secret : secrets) {
        // Another epoch's key decrypts it to noise, which is not below 2^16.
        OptionalLong low = DiscreteLog.solve16(secret.decryptToPoint(lo));
        if (low.isPresent()) {
          long high =
              DiscreteLog.solve32(secret.decryptToPoint(hi)).orElseThrow(() -> unreadable(settled));
          return low.getAsLong() + (high << HI_SHIFT);
        }
      }
    } catch (InvalidProofException impossible) {
      throw new IllegalStateException("an accepted transfer holds no points", impossible);
    }
    throw unreadable(settled);
  }

  private WalletException unreadable(Settled settled) {
    int epoch = asset.auditors().at(settled.getPosition().getTimestampMillis());
    return WalletException.failure(
        "A transfer of "
            + asset.code()
            + " in epoch "
            + epoch
            + " does not decrypt with the keys that were given.",
        "Name the auditor's key files of all epochs, each with --auditor-key.");
  }
}
