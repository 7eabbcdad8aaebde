package io.quittance.jobs.vectors;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
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
      Map.of(
          "PubkeyValidity", PubkeyValidity::parse,
          "ZeroCiphertext", ZeroCiphertext::parse,
          "CiphertextCommitmentEquality", CiphertextCommitmentEquality::parse,
          "BatchedGroupedCiphertext3HandlesValidity",
              BatchedGroupedCiphertext3HandlesValidity::parse,
          "BatchedRangeProofU64", data -> BatchedRangeProof.parse(BatchedRangeProof.Size.U64, data),
          "BatchedRangeProofU128",
              data -> BatchedRangeProof.parse(BatchedRangeProof.Size.U128, data));

  private ProofTypes() {}

  static Optional<Parser> parser(String type) {
    return Optional.ofNullable(PARSERS.get(type));
  }
}
