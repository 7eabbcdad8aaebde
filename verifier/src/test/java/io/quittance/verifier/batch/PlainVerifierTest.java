package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Vectors;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Of several that fail for other reasons, both name the same one first. */
  @Test
  void items_ofSeveralBadProofs_getTheBatchVerifiersVerdictToTheWord()
      throws InvalidProofException {
    Map<Verdict, ProofData> each = new LinkedHashMap<>();
    for (ProofData proof : mixed()) {
      each.putIfAbsent(plain.verify(proof), proof);
    }
    List<List<ProofData>> items = new ArrayList<>();
    for (ProofData first : each.values()) {
      for (ProofData second : each.values()) {
        items.add(List.of(first, second));
      }
    }
    List<Verdict> expected = batch.verify(items);
    for (int i = 0; i < items.size(); i++) {
      assertEquals(expected.get(i), plain.verifyAll(items.get(i)), "item " + i);
    }
    long reasons = each.keySet().stream().map(PlainVerifierTest::reason).distinct().count();
    assertEquals(3, reasons, "good, undecodable and failing: " + each.keySet());
  }

  /** A verdict's words without the statement's name. */
  private static String reason(Verdict verdict) {
    return verdict.toString().replaceFirst("[A-Z]\\w+[a-z]\\w* ", "");
  }

  private static List<ProofData> mixed() throws InvalidProofException {
    List<ProofData> proofs = new ArrayList<>();
    for (String type : List.of("PubkeyValidity", "ZeroCiphertext")) {
      proofs.add(Vectors.parse(type, Vectors.data(Vectors.proofs(type).get(0))));
      proofs.addAll(tampered(type));
      byte[] bytes = proofs.get(proofs.size() - 1).toBytes();
      Arrays.fill(bytes, 0, 32, (byte) 0xff);
      proofs.add(Vectors.parse(type, bytes));
    }
    return proofs;
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
