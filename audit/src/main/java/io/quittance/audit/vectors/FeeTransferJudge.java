package io.quittance.audit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.admission.CompositionRule;
import io.quittance.ledger.admission.FeeTransferProofs;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.List;
import java.util.Optional;

/**
 * Judges complete transfers with a fee: five proofs, what must hold between them, and the payer's
 * balance before and after. The proofs come first, because the composition adds up their points.
 */
final class FeeTransferJudge implements VectorJudge {
  private final BatchVerifier verifier;

  FeeTransferJudge(BatchVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Opinion judge(JsonNode node) {
    try {
      FeeTransferProofs proofs = proofs(node.path("instruction"));
      Verdict verdict = verifier.verify(List.of(proofs.proofs())).get(0);
      if (verdict instanceof Verdict.Rejected rejected) {
        return Opinion.reject(rejected.reason());
      }
      return broken(node, proofs)
          .map(rule -> Opinion.reject(rule.label()))
          .orElseGet(Opinion::accept);
    } catch (InvalidProofException | IllegalArgumentException e) {
      return Opinion.reject(e.getMessage());
    }
  }

  private static Optional<CompositionRule> broken(JsonNode node, FeeTransferProofs proofs)
      throws InvalidProofException {
    JsonNode instruction = node.path("instruction");
    Optional<CompositionRule> broken =
        proofs
            .compositionFor(
                TransferJudge.key(node, "source", "sourcePubkey"),
                TransferJudge.key(node, "destination", "destinationPubkey"),
                TransferJudge.key(node, "auditor", "auditorPubkey"),
                terms(node))
            .or(
                () ->
                    proofs.auditorCiphertexts(
                        Hex.bytes(instruction.path("auditorCiphertextLo")),
                        Hex.bytes(instruction.path("auditorCiphertextHi"))));
    if (broken.isPresent()) {
      return broken;
    }
    byte[] before = Hex.bytes(node.path("before").path("sourceAvailableBalance"));
    return proofs.balanceAfter(new Available(SealedAmount.of(ElGamalCiphertext.parse(before)), 0));
  }

  private static FeeTransferProofs proofs(JsonNode instruction) throws InvalidProofException {
    return FeeTransferProofs.parse(
        Hex.contextAndProof(instruction.path("equality")),
        Hex.contextAndProof(instruction.path("validity")),
        Hex.contextAndProof(instruction.path("percentageWithCap")),
        Hex.contextAndProof(instruction.path("feeValidity")),
        Hex.contextAndProof(instruction.path("range")));
  }

  /** What the ledger charges: the case's own terms unless the case says otherwise. */
  private static FeeTransferProofs.Terms terms(JsonNode node) {
    return new FeeTransferProofs.Terms(
        Integer.parseInt(term(node, "feeBasisPoints")),
        Long.parseUnsignedLong(term(node, "maximumFee")),
        TransferJudge.key(node, "withdrawWithheldAuthority", "withdrawWithheldAuthority"));
  }

  private static String term(JsonNode node, String name) {
    JsonNode overridden = node.path("ledger").path(name);
    return (overridden.isTextual() ? overridden : node.path(name)).asText();
  }
}
