package io.quittance.verifier;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quittance.verifier.batch.BatchVerifier;
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
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Parsers are total: any bytes either parse or are refused with a reason, never a crash. */
class ParserFuzzTest {
  static final List<String> TYPES = Vectors.TYPES;

  private static final Map<String, Integer> BYTES =
      Map.ofEntries(
          entry("CiphertextCiphertextEquality", CiphertextCiphertextEquality.BYTES),
          entry("GroupedCiphertext2HandlesValidity", GroupedCiphertext2HandlesValidity.BYTES),
          entry("GroupedCiphertext3HandlesValidity", GroupedCiphertext3HandlesValidity.BYTES),
          entry(
              "BatchedGroupedCiphertext2HandlesValidity",
              BatchedGroupedCiphertext2HandlesValidity.BYTES),
          entry("PercentageWithCap", PercentageWithCap.BYTES),
          entry("PubkeyValidity", PubkeyValidity.BYTES),
          entry("ZeroCiphertext", ZeroCiphertext.BYTES),
          entry("CiphertextCommitmentEquality", CiphertextCommitmentEquality.BYTES),
          entry(
              "BatchedGroupedCiphertext3HandlesValidity",
              BatchedGroupedCiphertext3HandlesValidity.BYTES),
          entry("BatchedRangeProofU64", BatchedRangeProof.Size.U64.bytes()),
          entry("BatchedRangeProofU128", BatchedRangeProof.Size.U128.bytes()),
          entry("BatchedRangeProofU256", BatchedRangeProof.Size.U256.bytes()));

  private final SeededRandom random = new SeededRandom(54);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @ParameterizedTest
  @FieldSource("TYPES")
  void parse_randomBytes_isRefusedOrRejected(String type) {
    int bytes = BYTES.get(type);
    for (int i = 0; i < 300; i++) {
      byte[] data = new byte[i % 3 == 0 ? random.nextInt(2 * bytes) : bytes];
      random.nextBytes(data);
      assertRefusedOrRejected(type, data);
    }
  }

  /** Scalars and points that mostly parse: valid pieces of 32 bytes in random order. */
  @ParameterizedTest
  @FieldSource("TYPES")
  void parse_piecesOfAProofShuffled_isRefusedOrRejected(String type) {
    byte[] data = Vectors.data(Vectors.proofs(type).get(3));
    for (int i = 0; i < 100; i++) {
      byte[] shuffled = data.clone();
      int from = 32 * random.nextInt(data.length / 32);
      int to = 32 * random.nextInt(data.length / 32);
      System.arraycopy(data, from, shuffled, to, 32);
      if (!Arrays.equals(data, shuffled)) {
        assertRefusedOrRejected(type, shuffled);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void parse_allZeroOrAllOnes_isRefused(String type) {
    byte[] data = new byte[BYTES.get(type)];
    assertEquals(data.length, Vectors.data(Vectors.proofs(type).get(0)).length);
    assertRefusedOrRejected(type, data);
    Arrays.fill(data, (byte) 0xff);
    assertRefusedOrRejected(type, data);
  }

  private void assertRefusedOrRejected(String type, byte[] data) {
    ProofData proof;
    try {
      proof = Vectors.parse(type, data);
    } catch (InvalidProofException e) {
      assertFalse(e.getMessage().isBlank(), random.toString());
      return;
    }
    assertFalse(verifier.verify(proof).isAccepted(), random.toString());
  }
}
