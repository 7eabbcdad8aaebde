package io.quittance.ledger.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.ledger.SeededRandom;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Complete transfers and redemptions of the peer's prover, and broken compositions of them. */
class VectorsTest {
  private final BatchVerifier verifier = new BatchVerifier(new SeededRandom(1));
  private final List<String> failures = new ArrayList<>();

  private static JsonNode cases(String file) throws IOException {
    try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/" + file)) {
      return new ObjectMapper().readTree(in).get("cases");
    }
  }

  private static byte[] bytes(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }

  private static CompressedRistretto key(JsonNode node) {
    return CompressedRistretto.of(bytes(node));
  }

  private static byte[] proof(JsonNode instruction, String name) {
    JsonNode proof = instruction.get(name);
    return HexFormat.of().parseHex(proof.get("context").asText() + proof.get("proof").asText());
  }

  private static Available before(JsonNode vector) {
    return new Available(
        SealedAmount.of(bytes(vector.get("before").get("sourceAvailableBalance"))), 0);
  }

  private void expect(JsonNode vector, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      failures.add(vector.get("id").asText() + ": " + actual + " instead of " + expected);
    }
  }

  private void assertNoFailures(int cases, int expectedCases) {
    assertEquals(expectedCases, cases);
    assertEquals(List.of(), failures);
  }

  /** Returns the label of the first rule a transfer breaks, or "accept". */
  private String judge(JsonNode vector) throws InvalidProofException {
    JsonNode instruction = vector.get("instruction");
    TransferProofs proofs =
        TransferProofs.parse(
            proof(instruction, "equality"),
            proof(instruction, "validity"),
            proof(instruction, "range"));
    String[] names = {"equality", "validity", "range"};
    for (int i = 0; i < names.length; i++) {
      ProofData proof = proofs.proofs().get(i);
      if (!verifier.verify(proof).isAccepted()) {
        return names[i] + "-proof-invalid";
      }
    }
    Optional<CompositionRule> broken =
        proofs
            .compositionFor(
                expectedKey(vector, "source"),
                expectedKey(vector, "destination"),
                expectedKey(vector, "auditor"))
            .or(
                () ->
                    proofs.auditorCiphertexts(
                        bytes(instruction.get("auditorCiphertextLo")),
                        bytes(instruction.get("auditorCiphertextHi"))));
    if (broken.isPresent()) {
      return broken.get().label();
    }
    return proofs.balanceAfter(before(vector)).map(CompositionRule::label).orElse("accept");
  }

  /** Returns the key the ledger holds: the owner's own unless the case says otherwise. */
  private static CompressedRistretto expectedKey(JsonNode vector, String who) {
    JsonNode override = vector.path("ledger").path(who + "Pubkey");
    if (!override.isMissingNode()) {
      return key(override);
    }
    JsonNode keys = vector.get("keys").path(who);
    return keys.hasNonNull("pubkey") ? key(keys.get("pubkey")) : CompressedRistretto.IDENTITY;
  }

  @Test
  void transfers_ofThePeer_areAcceptedAndLeaveTheirBalance() throws Exception {
    int count = 0;
    for (JsonNode vector : cases("transfers.json")) {
      expect(vector, "accept", judge(vector));
      JsonNode instruction = vector.get("instruction");
      byte[] validity = proof(instruction, "validity");
      SealedAmount after =
          before(vector)
              .minus(Arrays.copyOfRange(validity, 96, 224), Arrays.copyOfRange(validity, 224, 352));
      expect(vector, vector.get("after").get("sourceAvailableBalance").asText(), after.toString());
      count++;
    }
    assertNoFailures(count, 16);
  }

  /** Their proofs hold: that no auditor can read them is no reason to refuse them. */
  @Test
  void transfers_withIdentityHandles_areAcceptedAndLeaveTheirBalance() throws Exception {
    int count = 0;
    for (JsonNode vector : cases("transfers_identity_handles.json")) {
      expect(vector, "accept", judge(vector));
      byte[] validity = proof(vector.get("instruction"), "validity");
      SealedAmount after =
          before(vector)
              .minus(Arrays.copyOfRange(validity, 96, 224), Arrays.copyOfRange(validity, 224, 352));
      expect(vector, vector.get("after").get("sourceAvailableBalance").asText(), after.toString());
      count++;
    }
    assertNoFailures(count, 3);
  }

  @Test
  void compositions_tamperedWith_breakExactlyTheirRule() throws Exception {
    int count = 0;
    for (JsonNode vector : cases("ledger_tampered.json")) {
      String rule = vector.get("rule").isNull() ? "accept" : vector.get("rule").asText();
      expect(vector, rule, judge(vector));
      count++;
    }
    assertNoFailures(count, 31);
  }

  @Test
  void withdrawals_ofThePeer_areAcceptedAndOthersAreNot() throws Exception {
    int count = 0;
    for (JsonNode vector : cases("withdraws.json")) {
      JsonNode instruction = vector.get("instruction");
      RedeemProofs proofs =
          RedeemProofs.parse(proof(instruction, "equality"), proof(instruction, "range"));
      CompressedRistretto owner = key(vector.get("keys").get("source").get("pubkey"));
      long amount = Long.parseUnsignedLong(vector.get("amount").asText());
      expect(vector, Optional.empty(), proofs.compositionFor(owner));
      expect(
          vector,
          Optional.of(CompositionRule.PAYER_KEY),
          proofs.compositionFor(CompressedRistretto.IDENTITY));
      expect(vector, true, verifier.verify(List.of(proofs.proofs())).get(0).isAccepted());
      expect(vector, Optional.empty(), proofs.balanceAfter(before(vector), amount));
      expect(
          vector,
          Optional.of(CompositionRule.BALANCE),
          proofs.balanceAfter(before(vector), amount + 1));
      expect(
          vector,
          vector.get("after").get("sourceAvailableBalance").asText(),
          before(vector).minus(amount).toString());
      count++;
    }
    assertNoFailures(count, 5);
  }
}
