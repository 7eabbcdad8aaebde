package io.quittance.ledger.admission;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Complete transfers with a fee, made by the peer's prover, and broken compositions of them. */
class FeeTransferVectorsTest {
  private static final List<String> NAMES =
      List.of("equality", "validity", "percentageWithCap", "feeValidity", "range");

  /** The rules of the first three slots have the names that transfers without a fee give them. */
  private static final List<CompositionRule> SHARED_SLOTS =
      List.of(
          CompositionRule.NEW_BALANCE_COMMITMENT,
          CompositionRule.LO_COMMITMENT,
          CompositionRule.HI_COMMITMENT);

  private final BatchVerifier verifier = new BatchVerifier(new SeededRandom(2));

  @Test
  void transfersWithFee_ofThePeer_areAccepted() throws Exception {
    List<String> failures = new ArrayList<>();
    int count = 0;
    for (JsonNode vector : cases("transfers_with_fee.json")) {
      expect(failures, vector, "accept", judge(vector, read(vector)));
      count++;
    }
    assertEquals(List.of(), failures);
    assertEquals(5, count);
  }

  @Test
  void compositionsWithFee_tamperedWith_breakExactlyTheirRule() throws Exception {
    List<String> failures = new ArrayList<>();
    int count = 0;
    for (JsonNode vector : cases("fee_ledger_tampered.json")) {
      String rule = vector.get("rule").isNull() ? "accept" : vector.get("rule").asText();
      expect(failures, vector, rule, judge(vector, read(vector)));
      count++;
    }
    assertEquals(List.of(), failures);
    assertEquals(18, count);
  }

  /** Each proof taken from another transfer is right on its own and breaks the composition. */
  @Test
  void proofOfAnotherTransfer_breaksARule() throws Exception {
    JsonNode vectors = cases("transfers_with_fee.json");
    JsonNode vector = vectors.get(0);
    List<CompositionRule> rules =
        List.of(
            CompositionRule.NEW_BALANCE_COMMITMENT,
            CompositionRule.FEE_PAYEE_KEY,
            CompositionRule.CLAIMED_DELTA,
            CompositionRule.FEE_PAYEE_KEY,
            CompositionRule.NEW_BALANCE_COMMITMENT);
    for (int i = 0; i < NAMES.size(); i++) {
      List<byte[]> mixed = read(vector);
      mixed.set(i, read(vectors.get(1)).get(i));
      assertEquals(Optional.of(rules.get(i)), composition(vector, parse(mixed)), NAMES.get(i));
    }
  }

  /** Commitments changed one at a time; unverified, so that the composition alone must see it. */
  @Test
  void commitment_changedInOneProof_breaksItsRule() throws Exception {
    JsonNode vector = cases("transfers_with_fee.json").get(1);
    byte[] other = read(cases("transfers_with_fee.json").get(2)).get(4);
    CompositionRule[] slots = {
      CompositionRule.NEW_BALANCE_COMMITMENT,
      CompositionRule.LO_COMMITMENT,
      CompositionRule.HI_COMMITMENT,
      CompositionRule.CLAIMED_DELTA,
      CompositionRule.CLAIMED_DELTA_COMPLEMENT,
      CompositionRule.FEE_LO_COMMITMENT,
      CompositionRule.FEE_HI_COMMITMENT,
      CompositionRule.NET_AMOUNT
    };
    for (int slot = 0; slot < slots.length; slot++) {
      List<byte[]> proofs = read(vector);
      System.arraycopy(other, 32 * slot, proofs.get(4), 32 * slot, 32);
      assertEquals(Optional.of(slots[slot]), composition(vector, parse(proofs)), "slot " + slot);
    }
    CompositionRule[] percentage = {
      CompositionRule.FEE_COMMITMENT,
      CompositionRule.DELTA_COMMITMENT,
      CompositionRule.CLAIMED_DELTA
    };
    for (int point = 0; point < percentage.length; point++) {
      List<byte[]> proofs = read(vector);
      System.arraycopy(other, 0, proofs.get(2), 32 * point, 32);
      assertEquals(Optional.of(percentage[point]), composition(vector, parse(proofs)));
    }
  }

  @Test
  void bitLengths_movedOrTooFew_breakTheirRule() throws Exception {
    JsonNode vector = cases("transfers_with_fee.json").get(1);
    List<byte[]> moved = read(vector);
    moved.get(4)[257] = 17;
    moved.get(4)[258] = 31;
    assertEquals(Optional.of(CompositionRule.BIT_LENGTHS), composition(vector, parse(moved)));
    List<byte[]> four = read(vector);
    for (int i = 128; i < 264; i++) {
      four.get(4)[i] = (byte) (i >= 256 && i < 260 ? 64 : 0);
    }
    assertEquals(Optional.of(CompositionRule.FEE_LO_COMMITMENT), composition(vector, parse(four)));
  }

  @Test
  void keysOrBalance_otherThanTheLedgers_breakTheirRule() throws Exception {
    JsonNode vector = cases("transfers_with_fee.json").get(1);
    FeeTransferProofs proofs = parse(read(vector));
    CompressedRistretto payer = key(vector, "source");
    CompressedRistretto payee = key(vector, "destination");
    CompressedRistretto auditor = key(vector, "auditor");
    FeeTransferProofs.Terms terms = terms(vector);
    assertEquals(
        Optional.of(CompositionRule.PAYER_KEY),
        proofs.compositionFor(payee, payee, auditor, terms));
    assertEquals(
        Optional.of(CompositionRule.PAYEE_KEY),
        proofs.compositionFor(payer, payer, auditor, terms));
    assertEquals(
        Optional.of(CompositionRule.AUDITOR_KEY),
        proofs.compositionFor(payer, payee, payer, terms));
    assertEquals(Optional.of(CompositionRule.BALANCE), proofs.balanceAfter(Available.NOTHING));
    assertEquals(
        Optional.of(CompositionRule.AUDITOR_CIPHERTEXTS),
        proofs.auditorCiphertexts(new byte[64], new byte[64]));
  }

  @Test
  void terms_rateAboveTheWhole_isRefused() {
    CompressedRistretto none = CompressedRistretto.IDENTITY;
    for (int rate : new int[] {0, 10_000}) {
      assertDoesNotThrow(() -> new FeeTransferProofs.Terms(rate, 0, none));
    }
    for (int rate : new int[] {-1, 10_001}) {
      assertThrows(
          IllegalArgumentException.class, () -> new FeeTransferProofs.Terms(rate, 0, none));
    }
  }

  /** Returns the label of the first rule a transfer breaks, or "accept". */
  private String judge(JsonNode vector, List<byte[]> data) throws InvalidProofException {
    FeeTransferProofs proofs = parse(data);
    for (int i = 0; i < NAMES.size(); i++) {
      ProofData proof = proofs.proofs().get(i);
      if (!verifier.verify(proof).isAccepted()) {
        return NAMES.get(i) + "-proof-invalid";
      }
    }
    JsonNode instruction = vector.get("instruction");
    Optional<CompositionRule> broken =
        composition(vector, proofs)
            .or(
                () ->
                    proofs.auditorCiphertexts(
                        bytes(instruction.get("auditorCiphertextLo")),
                        bytes(instruction.get("auditorCiphertextHi"))));
    if (broken.isEmpty()) {
      byte[] before = bytes(vector.get("before").get("sourceAvailableBalance"));
      broken = proofs.balanceAfter(new Available(SealedAmount.of(before), 0));
    }
    return broken.map(FeeTransferVectorsTest::label).orElse("accept");
  }

  private static String label(CompositionRule rule) {
    int slot = SHARED_SLOTS.indexOf(rule);
    return slot >= 0 ? "range-commitment-" + slot : rule.label();
  }

  private static Optional<CompositionRule> composition(JsonNode vector, FeeTransferProofs proofs)
      throws InvalidProofException {
    return proofs.compositionFor(
        key(vector, "source"), key(vector, "destination"), key(vector, "auditor"), terms(vector));
  }

  private static FeeTransferProofs.Terms terms(JsonNode vector) {
    JsonNode ledger = vector.path("ledger");
    JsonNode authority = ledger.path("withdrawWithheldAuthority");
    return new FeeTransferProofs.Terms(
        ledger.path("feeBasisPoints").asInt(vector.get("feeBasisPoints").asInt()),
        ledger.path("maximumFee").asLong(vector.get("maximumFee").asLong()),
        authority.isTextual()
            ? CompressedRistretto.of(bytes(authority))
            : key(vector, "withdrawWithheldAuthority"));
  }

  private static CompressedRistretto key(JsonNode vector, String who) {
    JsonNode key = vector.get("keys").path(who).path("pubkey");
    return key.isTextual() ? CompressedRistretto.of(bytes(key)) : CompressedRistretto.IDENTITY;
  }

  /** The five proofs, in a list that may be changed. */
  private static List<byte[]> read(JsonNode vector) {
    List<byte[]> proofs = new ArrayList<>();
    for (String name : NAMES) {
      JsonNode proof = vector.get("instruction").get(name);
      proofs.add(
          HexFormat.of().parseHex(proof.get("context").asText() + proof.get("proof").asText()));
    }
    return proofs;
  }

  private static FeeTransferProofs parse(List<byte[]> proofs) throws InvalidProofException {
    return FeeTransferProofs.parse(
        proofs.get(0), proofs.get(1), proofs.get(2), proofs.get(3), proofs.get(4));
  }

  private static void expect(
      List<String> failures, JsonNode vector, String expected, String actual) {
    if (!expected.equals(actual)) {
      failures.add(vector.get("id").asText() + ": " + actual + " instead of " + expected);
    }
  }

  private static JsonNode cases(String file) throws IOException {
    try (InputStream in = FeeTransferVectorsTest.class.getResourceAsStream("/vectors/" + file)) {
      return new ObjectMapper().readTree(in).get("cases");
    }
  }

  private static byte[] bytes(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }
}
