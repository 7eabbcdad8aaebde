package io.quittance.verifier.range;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof.Size;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchedRangeProofTest {
  private static final int[] TRANSFER_BITS = {64, 16, 32, 16};
  private static final int[] FEE_TRANSFER_BITS = {64, 16, 32, 16, 16, 16, 32, 64};

  private final SeededRandom random = new SeededRandom(45);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @ParameterizedTest
  @EnumSource(Size.class)
  void challenges_peersProof_areThePeersChallenges(Size size) throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("BatchedRangeProof" + size)) {
      BatchedRangeProof proof = BatchedRangeProof.parse(size, Vectors.data(proofCase));
      RangeVerifier.Challenges challenges = proof.challenges();
      List<Scalar> drawn = new ArrayList<>();
      drawn.add(challenges.y());
      drawn.add(challenges.z());
      drawn.add(challenges.x());
      drawn.add(challenges.w());
      drawn.addAll(Arrays.asList(challenges.u()));
      drawn.add(challenges.d());
      int next = 0;
      for (JsonNode challenge : proofCase.get("challenges")) {
        // The challenge c is thrown away; that it was drawn shows in those after it.
        if (!challenge.get("label").asText().equals("c")) {
          assertArrayEquals(
              Vectors.hex(challenge.get("scalar")),
              drawn.get(next++).toBytes(),
              proofCase.get("id").asText() + " " + challenge.get("label").asText());
        }
      }
      assertEquals(drawn.size(), next);
    }
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void context_peersInputs_areCommittedToTheSameBytes(Size size) throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("BatchedRangeProof" + size)) {
      BatchedRangeProof proof = BatchedRangeProof.parse(size, Vectors.data(proofCase));
      JsonNode inputs = proofCase.get("inputs");
      assertEquals(inputs.get("amounts").size(), proof.commitments().size());
      for (int i = 0; i < proof.commitments().size(); i++) {
        long amount = Vectors.amount(inputs.get("amounts").get(i));
        Scalar opening = Scalar.parse(Vectors.hex(inputs.get("openings").get(i)));
        assertEquals(
            Pedersen.commit(amount, PedersenOpening.of(opening)).compress(), proof.commitment(i));
        assertEquals(inputs.get("bitLengths").get(i).asInt(), proof.bitLengths()[i]);
      }
    }
  }

  @Test
  void prove_transferAtItsEdges_verifies() throws InvalidProofException {
    long[][] edges = {
      {0, 0, 0, 0},
      {1, 1, 1, 1},
      {-1L, 0xffff, 0xffff_ffffL, 0xffff},
      {Long.MIN_VALUE, 0x8000, 0x8000_0000L, 0x8000},
      {0x1_0000, 0, 1, 0},
      {0xffff_ffff_ffffL, 0xffff, 0xffff_ffffL, 0},
    };
    for (long[] amounts : edges) {
      BatchedRangeProof proof = prove(Size.U128, amounts, TRANSFER_BITS);
      assertTrue(
          verifier.verify(BatchedRangeProof.parse(Size.U128, proof.toBytes())).isAccepted(),
          Arrays.toString(amounts));
    }
  }

  @Test
  void prove_oneToEightCommitmentsOfAnyBitLengths_verifies() {
    int[][] layouts = {
      {64}, {1, 63}, {10, 22, 32}, {60, 4}, {8, 8, 8, 8, 8, 8, 8, 8}, {1, 1, 1, 1, 1, 1, 1, 57}
    };
    for (int[] bitLengths : layouts) {
      long[] amounts = new long[bitLengths.length];
      for (int i = 0; i < amounts.length; i++) {
        amounts[i] = -1L >>> (64 - bitLengths[i]);
      }
      assertTrue(
          verifier.verify(prove(Size.U64, amounts, bitLengths)).isAccepted(),
          Arrays.toString(bitLengths));
    }
  }

  @Test
  void prove_amountOneAboveItsRange_isRefused() {
    assertEdges(Size.U128, TRANSFER_BITS);
    assertEdges(Size.U256, FEE_TRANSFER_BITS);
  }

  /** Each amount of less than 64 bits at its limit, and one past it. */
  private void assertEdges(Size size, int[] bitLengths) {
    for (int position = 0; position < bitLengths.length; position++) {
      if (bitLengths[position] < Long.SIZE) {
        long[] amounts = new long[bitLengths.length];
        amounts[position] = 1L << bitLengths[position];
        assertThrows(IllegalArgumentException.class, () -> prove(size, amounts, bitLengths));
        amounts[position]--;
        assertTrue(verifier.verify(prove(size, amounts, bitLengths)).isAccepted());
      }
    }
  }

  @Test
  void prove_fourWholeAmounts_fillTheLargestSize() throws InvalidProofException {
    int[] bitLengths = {64, 64, 64, 64};
    byte[] data = prove(Size.U256, new long[] {-1L, 0, Long.MIN_VALUE, 1}, bitLengths).toBytes();
    assertEquals(1064, data.length);
    assertTrue(verifier.verify(BatchedRangeProof.parse(Size.U256, data)).isAccepted());
    byte[] first = Arrays.copyOf(data, 32);
    System.arraycopy(data, 32, data, 0, 32);
    System.arraycopy(first, 0, data, 32, 32);
    assertFalse(verifier.verify(BatchedRangeProof.parse(Size.U256, data)).isAccepted());
    int[] five = {64, 64, 64, 63, 2};
    assertThrows(IllegalArgumentException.class, () -> prove(Size.U256, new long[5], five));
  }

  /** A prover that leaves out the check still cannot prove: the commitment holds 17 bits. */
  @Test
  void proof_aboutTheLowBitsOfALargerAmount_isRejected() throws InvalidProofException {
    PedersenOpening[] openings = openings(2);
    int[] bitLengths = {16, 48};
    BatchedRangeProof honest =
        BatchedRangeProof.prove(Size.U64, new long[] {5, 6}, bitLengths, openings, random);
    byte[] data = honest.toBytes();
    byte[] larger = Pedersen.commit(0x1_0005, openings[0]).compress().toBytes();
    System.arraycopy(larger, 0, data, 0, larger.length);
    assertFalse(verifier.verify(BatchedRangeProof.parse(Size.U64, data)).isAccepted());
  }

  @Test
  void proof_bitLengthsMovedBetweenCommitments_isRejected() throws InvalidProofException {
    byte[] data = prove(Size.U128, new long[] {1, 2, 3, 4}, TRANSFER_BITS).toBytes();
    data[257] = 17;
    data[258] = 31;
    assertFalse(verifier.verify(BatchedRangeProof.parse(Size.U128, data)).isAccepted());
  }

  @Test
  void prove_wrongNumberOrSumOfBitLengths_isRefused() {
    for (int[] bitLengths : new int[][] {{}, {63}, {64, 1}, {0, 64}, {65}, {128}, {-1, 65}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> prove(Size.U64, new long[bitLengths.length], bitLengths),
          Arrays.toString(bitLengths));
    }
    assertThrows(
        IllegalArgumentException.class, () -> prove(Size.U64, new long[2], new int[] {64}));
    int[] nine = {8, 8, 8, 8, 8, 8, 8, 4, 4};
    assertThrows(IllegalArgumentException.class, () -> prove(Size.U64, new long[9], nine));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            BatchedRangeProof.prove(
                Size.U64, new long[1], new int[] {64}, new PedersenOpening[0], random));
  }

  @Test
  void prove_commitmentThatWouldBeTheIdentity_isRefused() {
    PedersenOpening[] openings = {PedersenOpening.ZERO};
    assertThrows(
        IllegalArgumentException.class,
        () -> BatchedRangeProof.prove(Size.U64, new long[] {0}, new int[] {64}, openings, random));
  }

  @Test
  void parse_noCommitments_saysSo() {
    byte[] data = prove(Size.U64, new long[] {9}, new int[] {64}).toBytes();
    Arrays.fill(data, 0, BatchedRangeProof.CONTEXT_BYTES, (byte) 0);
    InvalidProofException e =
        assertThrows(InvalidProofException.class, () -> BatchedRangeProof.parse(Size.U64, data));
    assertEquals("a range proof has 1 to 8 commitments, not 0", e.getMessage());
  }

  @Test
  void parse_identityMessage_isRefused() {
    byte[] data = prove(Size.U64, new long[] {9}, new int[] {64}).toBytes();
    assertEquals(936, data.length);
    List<Integer> offsets = new ArrayList<>(List.of(264, 296, 328, 360));
    for (int point = 0; point < 12; point++) {
      offsets.add(488 + 32 * point);
    }
    for (int offset : offsets) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      assertThrows(
          InvalidProofException.class,
          () -> BatchedRangeProof.parse(Size.U64, changed),
          "offset " + offset);
    }
  }

  /** Such a challenge comes up once in 2^252, and would make the scaled relation say nothing. */
  @Test
  void relate_challengeOfZero_isRejected() {
    BatchedRangeProof proof = prove(Size.U64, new long[] {9}, new int[] {64});
    RangeVerifier.Challenges drawn = proof.challenges();
    for (int zero = -1; zero < drawn.u().length; zero++) {
      Scalar y = zero < 0 ? Scalar.ZERO : drawn.y();
      Scalar[] u = drawn.u().clone();
      if (zero >= 0) {
        u[zero] = Scalar.ZERO;
      }
      RangeVerifier.Challenges challenges =
          new RangeVerifier.Challenges(y, drawn.z(), drawn.x(), drawn.w(), u, drawn.d());
      assertEquals(
          "a challenge of the range proof is zero",
          assertThrows(InvalidProofException.class, () -> proof.relate(challenges, null))
              .getMessage());
    }
  }

  @Test
  void parse_otherSizeOrLength_isRefused() {
    byte[] data = prove(Size.U64, new long[] {9}, new int[] {64}).toBytes();
    assertThrows(InvalidProofException.class, () -> BatchedRangeProof.parse(Size.U128, data));
    for (int length : new int[] {935, 937}) {
      assertThrows(
          InvalidProofException.class,
          () -> BatchedRangeProof.parse(Size.U64, Arrays.copyOf(data, length)));
    }
  }

  private BatchedRangeProof prove(Size size, long[] amounts, int[] bitLengths) {
    return BatchedRangeProof.prove(size, amounts, bitLengths, openings(amounts.length), random);
  }

  private PedersenOpening[] openings(int count) {
    PedersenOpening[] openings = new PedersenOpening[count];
    for (int i = 0; i < count; i++) {
      openings[i] = PedersenOpening.random(random);
    }
    return openings;
  }
}
