package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.SeededRandom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Digits add up to their scalar and keep to their range, in every window width. */
class WindowDigitsTest {
  private final SeededRandom random = new SeededRandom(20260514);

  @Test
  void digits_ofEdgeAndRandomScalars_addUpAndAreSmall() {
    List<Scalar> scalars = ScalarNumbers.edges();
    for (int i = 0; i < 20; i++) {
      scalars.add(ScalarNumbers.random(random));
      scalars.add(ScalarNumbers.of(new BigInteger(128, random)));
    }
    List<String> failures = new ArrayList<>();
    for (int window = 4; window <= 14; window++) {
      WindowDigits all = new WindowDigits(scalars.toArray(Scalar[]::new), window);
      BigInteger[] sums = new BigInteger[scalars.size()];
      int[] digits = new int[sums.length];
      for (int i = 0; i < all.windows(); i++) {
        all.read(digits, i);
        for (int k = 0; k < sums.length; k++) {
          BigInteger term = BigInteger.valueOf(digits[k]).shiftLeft(window * i);
          sums[k] = i == 0 ? term : sums[k].add(term);
          if (Math.abs(digits[k]) > 1 << (window - 1)) {
            failures.add("digit " + digits[k] + " in a window of " + window);
          }
        }
      }
      for (int k = 0; k < sums.length; k++) {
        if (!ScalarNumbers.value(scalars.get(k)).equals(sums[k])) {
          failures.add(ScalarNumbers.value(scalars.get(k)) + " in windows of " + window);
        }
      }
    }
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void highWindows_ofShortScalars_areZero() {
    Scalar[] one = {ScalarNumbers.of(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE))};
    int[] digit = new int[1];
    WindowDigits digits = new WindowDigits(one, 10);
    for (int i = 13; i < digits.windows(); i++) {
      digits.read(digit, i);
      assertEquals(0, digit[0], "window " + i);
    }
  }
}
