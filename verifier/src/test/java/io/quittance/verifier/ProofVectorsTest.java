package io.quittance.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every vector of every statement, one at a time and all together. */
class ProofVectorsTest {
  static final List<String> TYPES = Vectors.TYPES;

  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @ParameterizedTest
  @FieldSource("TYPES")
  void proof_madeByThePeer_isAccepted(String type) throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    int cases = 0;
    for (JsonNode proofCase : Vectors.proofs(type)) {
      cases++;
      byte[] data = Vectors.data(proofCase);
      ProofData proof = Vectors.parse(type, data);
      Verdict verdict = verifier.verify(proof);
      if (!verdict.isAccepted()) {
        failures.add(proofCase.get("id").asText() + ": " + verdict);
      }
      if (!Arrays.equals(data, proof.toBytes()) || proof.bytes() != data.length) {
        failures.add(proofCase.get("id").asText() + ": other bytes when written again");
      }
    }
    assertEquals(List.of(), failures);
    // Three capped fees come on top, which the peer verifies but does not make.
    assertEquals(type.equals("PercentageWithCap") ? 13 : 10, cases, "the proofs of " + type);
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void proof_tamperedOrControl_getsThePeersVerdict(String type) {
    List<String> failures = new ArrayList<>();
    int cases = 0;
    for (JsonNode tampered : Vectors.tampered(type)) {
      cases++;
      Verdict verdict = parseAndVerify(type, Vectors.hex(tampered.get("data")));
      if (verdict.isAccepted() != tampered.get("expect").asText().equals("accept")) {
        failures.add(describe(tampered) + " expected, but " + verdict);
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(cases > 40, "the vectors of " + type + " are there");
  }

  /** All that parses in one batch of more than five hundred: bad neighbours change no verdict. */
  @Test
  void batch_allTamperedProofsOfAllTypes_getTheVerdictsOfSingleProofs() {
    List<JsonNode> cases = new ArrayList<>();
    List<List<ProofData>> items = new ArrayList<>();
    for (String type : TYPES) {
      for (JsonNode tampered : Vectors.tampered(type)) {
        try {
          items.add(List.of(Vectors.parse(type, Vectors.hex(tampered.get("data")))));
          cases.add(tampered);
        } catch (InvalidProofException e) {
          assertEquals("reject", tampered.get("expect").asText(), describe(tampered));
        }
      }
    }
    BatchResult result = verifier.verifyCounting(items);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      boolean expected = cases.get(i).get("expect").asText().equals("accept");
      if (result.verdicts().get(i).isAccepted() != expected) {
        failures.add(describe(cases.get(i)) + " expected, but " + result.verdicts().get(i));
      }
    }
    assertEquals(List.of(), failures);
  }

  private Verdict parseAndVerify(String type, byte[] data) {
    try {
      return verifier.verify(Vectors.parse(type, data));
    } catch (InvalidProofException e) {
      return Verdict.rejected(e.getMessage());
    }
  }

  private static String describe(JsonNode tampered) {
    return tampered.get("id").asText()
        + " ("
        + tampered.get("mutation").asText()
        + "): "
        + tampered.get("expect").asText();
  }
}
