package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Vectors;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainVerifierTest {
  private static final int EACH = 25;

  private final PlainVerifier plain = new PlainVerifier(new SecureRandom());
  private final BatchVerifier batch = new BatchVerifier(new SecureRandom());

  @Test
  void proofs_goodAndTampered_getTheBatchVerifiersVerdictToTheWord() throws InvalidProofException {
    List<ProofData> proofs = new ArrayList<>();
    for (String type : Vectors.TYPES) {
      proofs.add(Vectors.parse(type, Vectors.data(Vectors.proofs(type).get(0))));
      proofs.addAll(tampered(type));
    }
    byte[] undecodable = proofs.get(0).toBytes();
    Arrays.fill(undecodable, 0, 32, (byte) 0xff);
    proofs.add(Vectors.parse(proofs.get(0).statement(), undecodable));
    List<Verdict> expected = batch.verify(proofs.stream().map(List::of).toList());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      Verdict verdict = plain.verify(proofs.get(i));
      if (!verdict.equals(expected.get(i))) {
        differences.add(verdict + " instead of " + expected.get(i));
      }
    }
    assertEquals(List.of(), differences);
    assertTrue(expected.stream().anyMatch(Verdict::isAccepted));
    assertTrue(expected.stream().anyMatch(verdict -> !verdict.isAccepted()));
  }

  private static List<ProofData> tampered(String type) {
    List<ProofData> proofs = new ArrayList<>();
    int seen = 0;
    for (JsonNode tampered : Vectors.tampered(type)) {
      if (seen++ == EACH) {
        break;
      }
      try {
        proofs.add(Vectors.parse(type, Vectors.hex(tampered.get("data"))));
      } catch (InvalidProofException e) {
        // Only what parses comes before a verifier.
        continue;
      }
    }
    return proofs;
  }
}
