package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Forged proofs that were kept: each fools a verifier whose transcript has forgotten one step, and
 * would fool this one if a change made it forget.
 */
class FrozenForgeriesTest {
  private static final int CASES = 136;

  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final JsonNode cases = Vectors.read("forgeries.json").get("cases");

  @Test
  void forgery_frozen_isRejectedOneByOneAndAmongEachOther() throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    List<List<ProofData>> items = new ArrayList<>();
    for (JsonNode forged : cases) {
      items.add(List.of(Vectors.parse(type(forged), Vectors.hex(forged.get("data")))));
      if (verifier.verify(items.get(items.size() - 1).get(0)).isAccepted()) {
        failures.add(forged.get("id").asText() + " is accepted");
      }
    }
    List<Verdict> verdicts = verifier.verify(items);
    for (int i = 0; i < items.size(); i++) {
      if (verdicts.get(i).isAccepted()) {
        failures.add(cases.get(i).get("id").asText() + " is accepted in a batch");
      }
    }
    assertEquals(List.of(), failures);
    assertEquals(CASES, items.size());
  }

  @Test
  void forgery_frozen_foolsTheVerifierThatForgets() throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    for (JsonNode forged : cases) {
      Script script = Script.read(type(forged));
      int step = forged.get("step").asInt();
      assertEquals(forged.get("forgotten").asText(), script.all().get(step).toString());
      if (!isAcceptedBy(script.without(step), forged, step < script.own().size())) {
        failures.add(forged.get("id").asText() + " fools nobody");
      }
      if (isAcceptedBy(script, forged, step < script.own().size())) {
        failures.add(forged.get("id").asText() + " needs nothing forgotten");
      }
    }
    assertEquals(List.of(), failures);
  }

  private static boolean isAcceptedBy(Script script, JsonNode forged, boolean separately)
      throws InvalidProofException {
    byte[] data = Vectors.hex(forged.get("data"));
    if (type(forged).equals("BatchedRangeProofU64")) {
      return RangeModel.accepts(RangeLiar.ROUNDS, script.own(), data);
    }
    Statement statement = Statement.named(type(forged));
    return separately
        ? Model.failing(statement, script, data).isEmpty()
        : Model.acceptsJoined(statement, script, data);
  }

  private static String type(JsonNode forged) {
    return forged.get("type").asText();
  }
}
