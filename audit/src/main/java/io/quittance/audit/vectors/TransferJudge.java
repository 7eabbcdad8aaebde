package io.quittance.audit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.admission.CompositionRule;
import io.quittance.ledger.admission.TransferProofs;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.List;
import java.util.Optional;

/**
 * Judges complete transfers: three proofs, what must hold between them, and the ledger's balances
 * before and after. The composition rules come first, as in the ledger, being cheaper.
 */
final class TransferJudge implements VectorJudge {
  private final BatchVerifier verifier;

  TransferJudge(BatchVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Opinion judge(JsonNode node) {
    try {
      return judge(node, proofs(node.path("instruction")));
    } catch (InvalidProofException | IllegalArgumentException e) {
      return Opinion.reject(e.getMessage());
    }
  }

  private Opinion judge(JsonNode node, TransferProofs proofs) throws InvalidProofException {
    JsonNode instruction = node.path("instruction");
    Optional<CompositionRule> broken =
        proofs
            .compositionFor(
                key(node, "source", "sourcePubkey"),
                key(node, "destination", "destinationPubkey"),
                key(node, "auditor", "auditorPubkey"))
            .or(
                () ->
                    proofs.auditorCiphertexts(
                        Hex.bytes(instruction.path("auditorCiphertextLo")),
                        Hex.bytes(instruction.path("auditorCiphertextHi"))));
    if (broken.isPresent()) {
      return Opinion.reject(broken.get().label());
    }
    Verdict verdict = verifier.verify(List.of(proofs.proofs())).get(0);
    if (verdict instanceof Verdict.Rejected rejected) {
      return Opinion.reject(rejected.reason());
    }
    // Only now is it certain that the ciphertexts in the proofs are made of points.
    Available before =
        new Available(
            SealedAmount.of(
                ElGamalCiphertext.parse(
                    Hex.bytes(node.path("before").path("sourceAvailableBalance")))),
            0);
    return proofs
        .balanceAfter(before)
        .map(rule -> Opinion.reject(rule.label()))
        .orElseGet(Opinion::accept);
  }

  static TransferProofs proofs(JsonNode instruction) throws InvalidProofException {
    return TransferProofs.parse(
        Hex.contextAndProof(instruction.path("equality")),
        Hex.contextAndProof(instruction.path("validity")),
        Hex.contextAndProof(instruction.path("range")));
  }

  /** The key that the ledger holds: the case's own unless the case says otherwise. */
  static CompressedRistretto key(JsonNode node, String owner, String override) {
    JsonNode overridden = node.path("ledger").path(override);
    JsonNode own = node.path("keys").path(owner).path("pubkey");
    JsonNode held = overridden.isTextual() ? overridden : own;
    return held.isTextual()
        ? CompressedRistretto.of(Hex.bytes(held))
        : CompressedRistretto.IDENTITY;
  }
}
