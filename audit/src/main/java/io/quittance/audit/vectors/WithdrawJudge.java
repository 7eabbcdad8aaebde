package io.quittance.audit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.admission.CompositionRule;
import io.quittance.ledger.admission.RedeemProofs;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.List;
import java.util.Optional;

/**
 * Judges withdrawals: two proofs, what must hold between them, and the balance before and after.
 */
final class WithdrawJudge implements VectorJudge {
  private final BatchVerifier verifier;

  WithdrawJudge(BatchVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Opinion judge(JsonNode node) {
    try {
      JsonNode instruction = node.path("instruction");
      RedeemProofs proofs =
          RedeemProofs.parse(
              Hex.contextAndProof(instruction.path("equality")),
              Hex.contextAndProof(instruction.path("range")));
      return judge(node, proofs);
    } catch (InvalidProofException | IllegalArgumentException e) {
      return Opinion.reject(e.getMessage());
    }
  }

  private Opinion judge(JsonNode node, RedeemProofs proofs) throws InvalidProofException {
    byte[] owner = Hex.bytes(node.path("keys").path("source").path("pubkey"));
    Available before =
        new Available(
            SealedAmount.of(
                ElGamalCiphertext.parse(
                    Hex.bytes(node.path("before").path("sourceAvailableBalance")))),
            0);
    long amount = Long.parseUnsignedLong(node.path("amount").asText());
    Optional<CompositionRule> broken =
        proofs
            .compositionFor(CompressedRistretto.of(owner))
            .or(() -> proofs.balanceAfter(before, amount));
    return broken
        .map(rule -> Opinion.reject(rule.label()))
        .orElseGet(() -> Opinion.of(verifier.verify(List.of(proofs.proofs())).get(0)));
  }
}
