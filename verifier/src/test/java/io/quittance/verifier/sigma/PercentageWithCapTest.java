package io.quittance.verifier.sigma;

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
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PercentageWithCapTest {
  private static final String TYPE = "PercentageWithCap";
  private static final long MAX_DELTA = 9999;

  private final SeededRandom random = new SeededRandom(63);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @Test
  void challenge_peersProof_isThePeersChallenge() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(TYPE)) {
      assertArrayEquals(
          Vectors.hex(proofCase.at("/challenges/0/scalar")),
          PercentageWithCap.parse(Vectors.data(proofCase)).challenge().toBytes(),
          proofCase.get("id").asText());
    }
  }

  @Test
  void context_peersInputs_areCommittedToTheSameBytesAndProvedAgain() throws InvalidProofException {
    int capped = 0;
    for (JsonNode proofCase : Vectors.proofs(TYPE)) {
      JsonNode inputs = proofCase.get("inputs");
      long fee = Vectors.amount(inputs.get("fee"));
      long claimed = Vectors.amount(inputs.get("claimedDelta"));
      Scalar delta =
          Scalar.of(10_000)
              .multiply(Scalar.of(fee))
              .subtract(amount(inputs, "amount").multiply(amount(inputs, "basisPoints")));
      PercentageWithCap proof = PercentageWithCap.parse(Vectors.data(proofCase));
      PercentageWithCap again =
          PercentageWithCap.prove(
              fee,
              opening(inputs, "feeOpening"),
              delta,
              opening(inputs, "deltaOpening"),
              claimed,
              opening(inputs, "claimedOpening"),
              proof.maxValue(),
              random);
      assertEquals(Vectors.amount(inputs.get("maxFee")), proof.maxValue());
      assertEquals(proof.percentageCommitment(), again.percentageCommitment());
      assertEquals(proof.deltaCommitment(), again.deltaCommitment());
      assertEquals(proof.claimedCommitment(), again.claimedCommitment());
      assertTrue(verifier.verify(again).isAccepted(), proofCase.get("id").asText());
      capped += inputs.get("capped").asBoolean() ? 1 : 0;
    }
    assertEquals(3, capped, "capped fees among the vectors");
  }

  @Test
  void prove_feeBelowTheCap_verifiesOnlyIfDeltaIsAsClaimed() throws InvalidProofException {
    for (long max : new long[] {1, 2, 1000, Long.MIN_VALUE, -1L}) {
      for (long fee : new long[] {0, max - 1}) {
        for (long delta : new long[] {0, 1, MAX_DELTA, -1L}) {
          assertAccepted(true, fee, Scalar.of(delta), delta, max);
          assertAccepted(false, fee, Scalar.of(delta), delta + 1, max);
          assertAccepted(false, fee, Scalar.of(delta).negate(), delta == 0 ? 1 : delta, max);
        }
      }
    }
  }

  @Test
  void prove_feeAtTheCap_verifiesWhateverTheDelta() throws InvalidProofException {
    for (long max : new long[] {0, 1, 1000, Long.MAX_VALUE, Long.MIN_VALUE, -1L}) {
      assertAccepted(true, max, Scalar.of(7), 7, max);
      assertAccepted(true, max, Scalar.of(7), 0, max);
      assertAccepted(true, max, Scalar.of(MAX_DELTA).negate(), 0, max);
    }
  }

  @Test
  void prove_feeAboveTheCap_doesNotVerify() throws InvalidProofException {
    for (long max : new long[] {0, 1, 1000, Long.MAX_VALUE, Long.MIN_VALUE, -2L}) {
      assertAccepted(false, max + 1, Scalar.of(7), 0, max);
      assertAccepted(false, -1L, Scalar.of(7), 0, max);
    }
  }

  @Test
  void belowMask_unsignedNumbers_isAllOnesOrZero() {
    long[] numbers = {0, 1, 2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -2L, -1L};
    for (long left : numbers) {
      for (long right : numbers) {
        int expected = Long.compareUnsigned(left, right) < 0 ? -1 : 0;
        assertEquals(expected, PercentageProver.belowMask(left, right), left + " < " + right);
      }
    }
  }

  @Test
  void proof_ofTheOtherCapOrExchangedCommitments_isRejected() throws InvalidProofException {
    for (long fee : new long[] {5, 1000}) {
      byte[] data = prove(fee, Scalar.of(3), 3, 1000).toBytes();
      byte[] otherCap = data.clone();
      otherCap[96] ^= 1;
      assertFalse(isAccepted(otherCap));
      for (int[] pair : new int[][] {{0, 32}, {32, 64}, {0, 64}, {200, 232}, {296, 328}}) {
        byte[] exchanged = data.clone();
        System.arraycopy(data, pair[0], exchanged, pair[1], 32);
        System.arraycopy(data, pair[1], exchanged, pair[0], 32);
        assertFalse(isAccepted(exchanged), Arrays.toString(pair));
      }
    }
  }

  /** The prover's share of the challenge is bound by the other half: it cannot be chosen late. */
  @Test
  void proof_shareOfTheChallengeMoved_isRejected() throws InvalidProofException {
    byte[] data = prove(5, Scalar.of(3), 3, 1000).toBytes();
    byte[] share = Scalar.parse(data, 168).add(Scalar.ONE).toBytes();
    System.arraycopy(share, 0, data, 168, share.length);
    assertFalse(isAccepted(data));
  }

  @Test
  void prove_commitmentThatWouldBeTheIdentity_isRefused() {
    PedersenOpening some = PedersenOpening.random(random);
    PedersenOpening none = PedersenOpening.ZERO;
    for (List<PedersenOpening> openings :
        List.of(List.of(none, some, some), List.of(some, none, some), List.of(some, some, none))) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              PercentageWithCap.prove(
                  0, openings.get(0), Scalar.ZERO, openings.get(1), 0, openings.get(2), 9, random));
    }
  }

  @Test
  void parse_identityPoint_isRefused() {
    byte[] data = prove(5, Scalar.of(3), 3, 1000).toBytes();
    for (int offset : new int[] {0, 32, 64, 104, 200, 232}) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      assertThrows(
          InvalidProofException.class, () -> PercentageWithCap.parse(changed), "at " + offset);
    }
  }

  @Test
  void parse_wrongLengthOrUnreducedScalar_isRefused() {
    byte[] data = prove(5, Scalar.of(3), 3, 1000).toBytes();
    assertEquals(360, data.length);
    for (int length : new int[] {359, 361}) {
      assertThrows(
          InvalidProofException.class, () -> PercentageWithCap.parse(Arrays.copyOf(data, length)));
    }
    for (int last : new int[] {167, 199, 295, 327, 359}) {
      byte[] changed = data.clone();
      changed[last] = (byte) 0xff;
      assertThrows(InvalidProofException.class, () -> PercentageWithCap.parse(changed));
    }
  }

  private void assertAccepted(boolean expected, long fee, Scalar delta, long claimed, long max)
      throws InvalidProofException {
    PercentageWithCap proof = prove(fee, delta, claimed, max);
    assertEquals(
        expected,
        isAccepted(proof.toBytes()),
        "fee " + fee + ", claimed " + claimed + ", cap " + max + ", " + random);
  }

  private PercentageWithCap prove(long fee, Scalar delta, long claimed, long max) {
    return PercentageWithCap.prove(
        fee,
        PedersenOpening.random(random),
        delta,
        PedersenOpening.random(random),
        claimed,
        PedersenOpening.random(random),
        max,
        random);
  }

  private boolean isAccepted(byte[] data) throws InvalidProofException {
    return verifier.verify(PercentageWithCap.parse(data)).isAccepted();
  }

  private static Scalar amount(JsonNode inputs, String field) {
    return Scalar.of(Vectors.amount(inputs.get(field)));
  }

  private static PedersenOpening opening(JsonNode inputs, String field)
      throws InvalidProofException {
    return PedersenOpening.of(Scalar.parse(Vectors.hex(inputs.get(field))));
  }
}
