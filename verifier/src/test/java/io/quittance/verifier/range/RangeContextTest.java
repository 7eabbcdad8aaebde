package io.quittance.verifier.range;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangeContextTest {
  private final List<CompressedRistretto> points =
      VectorGenerators.g().subList(0, 9).stream().map(RistrettoPoint::compress).toList();

  @Test
  void context_writtenAndRead_isTheSame() throws InvalidProofException {
    RangeContext context = RangeContext.of(64, points.subList(0, 3), new int[] {10, 22, 32});
    RangeContext read = RangeContext.parse(64, context.toBytes());
    assertEquals(points.subList(0, 3), read.commitments());
    assertArrayEquals(new int[] {10, 22, 32}, read.bitLengths());
    assertArrayEquals(context.toBytes(), read.toBytes());
  }

  @Test
  void context_oneToEightCommitments_isAcceptedAndNoneOrNineAreRefused()
      throws InvalidProofException {
    RangeContext.of(64, points.subList(0, 1), new int[] {64});
    RangeContext.of(64, points.subList(0, 8), new int[] {8, 8, 8, 8, 8, 8, 8, 8});
    assertRefused(64, points, 8, 8, 8, 8, 8, 8, 8, 4, 4);
    assertRefused(0, List.of());
  }

  @Test
  void context_bitLengthsOutOfRangeOrOfAnotherNumberOrSum_isRefused() {
    assertRefused(64, points.subList(0, 2), 0, 64);
    assertRefused(128, points.subList(0, 2), 65, 63);
    assertRefused(64, points.subList(0, 2), -1, 65);
    assertRefused(64, points.subList(0, 2), 64);
    assertRefused(64, points.subList(0, 1), 32, 32);
    assertRefused(64, points.subList(0, 2), 32, 31);
    assertRefused(64, points.subList(0, 2), 32, 33);
  }

  @Test
  void context_identityCommitment_isRefused() {
    assertRefused(64, List.of(CompressedRistretto.IDENTITY), 64);
  }

  @Test
  void parse_gapOrUsedSlotAfterAnUnusedOne_isRefused() throws InvalidProofException {
    byte[] bytes = RangeContext.of(64, points.subList(0, 2), new int[] {32, 32}).toBytes();
    byte[] late = bytes.clone();
    late[RangeContext.COMMITMENTS_BYTES - 1] = 1;
    assertThrows(InvalidProofException.class, () -> RangeContext.parse(64, late));
    byte[] extraLength = bytes.clone();
    extraLength[RangeContext.BYTES - 1] = 1;
    assertThrows(InvalidProofException.class, () -> RangeContext.parse(64, extraLength));
    byte[] huge = bytes.clone();
    huge[RangeContext.COMMITMENTS_BYTES] = (byte) 0xff;
    assertThrows(InvalidProofException.class, () -> RangeContext.parse(64, huge));
  }

  @Test
  void bitWeights_eachPosition_isPowerOfZTimesPowerOfTwo() throws InvalidProofException {
    RangeContext context = RangeContext.of(64, points.subList(0, 2), new int[] {4, 60});
    Scalar[] weights = context.bitWeights(64, Scalar.of(5), Scalar.of(7));
    assertEquals(Scalar.of(5 << 3), weights[3]);
    assertEquals(Scalar.of(5 * 7), weights[4]);
    assertEquals(Scalar.of(5L * 7 << 50), weights[54]);
  }

  @Test
  void innerProductProof_unequalHalves_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new InnerProductProof(points, Collections.emptyList(), Scalar.ONE, Scalar.ONE));
  }

  private static void assertRefused(
      int totalBits, List<CompressedRistretto> commitments, int... bitLengths) {
    assertThrows(
        InvalidProofException.class, () -> RangeContext.of(totalBits, commitments, bitLengths));
  }
}
