package io.quittance.jobs.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** Judges single proofs of one type. */
final class ProofJudge implements Judge {
  private final BatchVerifier verifier;
  private final String type;
  private final Optional<ProofTypes.Parser> parser;
  private final Function<JsonNode, String> hex;

  ProofJudge(BatchVerifier verifier, String type, Function<JsonNode, String> hex) {
    this.verifier = verifier;
    this.type = type;
    this.parser = ProofTypes.parser(type);
    this.hex = hex;
  }

  static String contextAndProof(JsonNode node) {
    return node.path("context").asText() + node.path("proof").asText();
  }

  static String data(JsonNode node) {
    return node.path("data").asText();
  }

  @Override
  public Opinion judge(JsonNode node) {
    if (parser.isEmpty()) {
      return Opinion.skipped("proof type " + type + " is not built yet");
    }
    try {
      byte[] bytes = HexFormat.of().parseHex(hex.apply(node));
      return Opinion.of(verifier.verify(parser.get().parse(bytes)));
    } catch (InvalidProofException | IllegalArgumentException e) {
      return Opinion.reject(e.getMessage());
    }
  }
}
