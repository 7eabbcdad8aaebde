package io.quittance.audit.vectors;

import static java.util.Map.entry;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.GroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.GroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.PercentageWithCap;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.util.Map;
import java.util.Optional;

/** The proof types that can be verified, by the names the vector files give them. */
final class ProofTypes {
  /** Reads context and proof, in that order, as one proof. */
  @FunctionalInterface
  interface Parser {
    ProofData parse(byte[] contextAndProof) throws InvalidProofException;
  }

  private static final Map<String, Parser> PARSERS =
      Map.ofEntries(
          entry("CiphertextCiphertextEquality", CiphertextCiphertextEquality::parse),
          entry("GroupedCiphertext2HandlesValidity", GroupedCiphertext2HandlesValidity::parse),
          entry("GroupedCiphertext3HandlesValidity", GroupedCiphertext3HandlesValidity::parse),
          entry(
              "BatchedGroupedCiphertext2HandlesValidity",
              BatchedGroupedCiphertext2HandlesValidity::parse),
          entry("PercentageWithCap", PercentageWithCap::parse),
          entry("PubkeyValidity", PubkeyValidity::parse),
          entry("ZeroCiphertext", ZeroCiphertext::parse),
          entry("CiphertextCommitmentEquality", CiphertextCommitmentEquality::parse),
          entry(
              "BatchedGroupedCiphertext3HandlesValidity",
              BatchedGroupedCiphertext3HandlesValidity::parse),
          entry("BatchedRangeProofU64", range(BatchedRangeProof.Size.U64)),
          entry("BatchedRangeProofU128", range(BatchedRangeProof.Size.U128)),
          entry("BatchedRangeProofU256", range(BatchedRangeProof.Size.U256)));

  private ProofTypes() {}

  private static Parser range(BatchedRangeProof.Size size) {
    return data -> BatchedRangeProof.parse(size, data);
  }

  static Optional<Parser> parser(String type) {
    return Optional.ofNullable(PARSERS.get(type));
  }
}
