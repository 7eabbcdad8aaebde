package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rows that stand anywhere become lanes. */
class LaneTranspositionTest {
  @Test
  void rows_anywhereAndTwice_becomeLanes() {
    long[] in = new long[500];
    Arrays.setAll(in, i -> 1000 + i);
    int[] rows = {40, 0, 481, 17, 17, 240, 399, 8};
    long[] out = new long[80];
    long[] expected = new long[80];
    for (int lane = 0; lane < LaneField.LANES; lane++) {
      for (int i = 0; i < LaneField.LANES; i++) {
        expected[9 + LaneField.LANES * i + lane] = in[rows[lane] + 3 + i];
      }
    }
    LaneTransposition.transpose(out, 9, in, rows, 3);
    assertArrayEquals(expected, out);
  }
}
