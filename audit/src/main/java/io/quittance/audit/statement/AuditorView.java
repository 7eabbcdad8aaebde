package io.quittance.audit.statement;

import io.quittance.ledger.account.HiddenAmount;
import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;

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
  private final Map<Integer, ElGamalSecretKey> secrets;

  private AuditorView(Asset asset, Map<Integer, ElGamalSecretKey> secrets) {
    this.asset = asset;
    this.secrets = secrets;
  }

  /**
   * Makes the view of whoever has these keys.
   *
   * @throws QuittanceException if one of them is no key of the asset's auditor
   */
  static AuditorView of(Asset asset, List<AuditorKeys> keys) throws QuittanceException {
    Map<Integer, ElGamalSecretKey> secrets = new HashMap<>();
    for (AuditorKeys key : keys) {
      OptionalInt epoch = asset.auditors().epochOf(key.elGamal().publicKey().compressed());
      if (epoch.isEmpty()) {
        throw QuittanceException.failure(
            "The key " + key + " is not one of the auditor of " + asset.code() + ".",
            "Use a key file of this network's auditor, and the network's present file.");
      }
      secrets.put(epoch.getAsInt(), key.elGamal().secretKey());
    }
    return new AuditorView(asset, secrets);
  }

  /**
   * Returns the amount in the asset's smallest unit.
   *
   * @throws QuittanceException if the key of the transfer's epoch was not given
   */
  long amount(Transferred event) throws QuittanceException {
    ElGamalSecretKey secret = secrets.get(event.getAuditorEpoch());
    if (secret == null) {
      throw QuittanceException.failure(
          "The auditor's key of epoch "
              + event.getAuditorEpoch()
              + " of "
              + asset.code()
              + " is missing.",
          "Name the auditor's key files of all epochs, each with --auditor-key.");
    }
    return part(event.getLo(), secret) + (part(event.getHi(), secret) << HI_SHIFT);
  }

  private static long part(Fixed128 part, ElGamalSecretKey secret) {
    try {
      return DiscreteLog.solve32(
              secret.decryptToPoint(HiddenAmount.handleOf(part.bytes(), AUDITOR)))
          .orElseThrow();
    } catch (InvalidProofException | NoSuchElementException impossible) {
      throw new IllegalStateException(
          "a transfer with verified proofs does not decrypt", impossible);
    }
  }
}
