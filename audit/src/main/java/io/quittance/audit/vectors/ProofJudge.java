package io.quittance.audit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import java.util.Optional;
import java.util.function.Function;

/** Judges single proofs of one type. */
final class ProofJudge implements VectorJudge {
  private final BatchVerifier verifier;
  private final String type;
  private final Optional<ProofTypes.Parser> parser;
  private final Function<JsonNode, byte[]> bytes;

  ProofJudge(BatchVerifier verifier, String type, Function<JsonNode, byte[]> bytes) {
    this.verifier = verifier;
    this.type = type;
    this.parser = ProofTypes.parser(type);
    this.bytes = bytes;
  }

  @Override
  public Opinion judge(JsonNode node) {
    if (parser.isEmpty()) {
      return Opinion.skipped("proof type " + type + " is not built yet");
    }
    try {
      return Opinion.of(verifier.verify(parser.get().parse(bytes.apply(node))));
    } catch (InvalidProofException | IllegalArgumentException e) {
      return Opinion.reject(e.getMessage());
    }
  }
}
