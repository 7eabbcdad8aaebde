package io.quittance.network.amount;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class AmountFormatTest {
  private static final AmountFormat EURO = AmountFormat.of("EUR", 2);

  @Test
  void amount_inDigits_isReadExactly() throws QuittanceException {
    assertEquals(1250, EURO.parse("12.50"));
    assertEquals(1250, EURO.parse("12.5"));
    assertEquals(1200, EURO.parse("12"));
    assertEquals(1, EURO.parse("0.01"));
    assertEquals(1, EURO.parse("0000.01"));
    assertEquals(12, AmountFormat.of("JPY", 0).parse("12"));
    assertEquals(1, AmountFormat.of("WEI", 18).parse("0.000000000000000001"));
  }

  @Test
  void amount_atTheLimit_isReadAndOnePastRefused() throws QuittanceException {
    assertEquals(Long.MAX_VALUE, EURO.parse("92233720368547758.07"));
    assertRefused(EURO, "92233720368547758.08", "too large");
    assertRefused(EURO, "99999999999999999999999999999", "too large");
    String longest = "0".repeat(AmountFormat.MAX_CHARACTERS - 1) + "7";
    assertEquals(700, EURO.parse(longest));
    assertRefused(EURO, "0" + longest, "at most 40 characters");
  }

  @Test
  void amount_withTooManyDecimals_isRefused() {
    assertRefused(EURO, "12.505", "too many decimals: EUR has 2");
    assertRefused(EURO, "12.500", "too many decimals");
    assertRefused(AmountFormat.of("JPY", 0), "12.5", "too many decimals: JPY has 0");
  }

  @Test
  void amount_zeroOrNegative_isRefused() {
    assertRefused(EURO, "0", "more than zero");
    assertRefused(EURO, "0.00", "more than zero");
    assertRefused(EURO, "-1", "cannot be negative");
    assertRefused(EURO, "-0.01", "cannot be negative");
  }

  @Test
  void amount_inAnyOtherNotation_isRefused() {
    for (String text :
        new String[] {
          "",
          ".",
          ".5",
          "5.",
          "1,50",
          "1 50",
          " 1",
          "1 ",
          "+1",
          "1e2",
          "1.5.0",
          "0x10",
          "\u0663",
          "NaN",
          "1_000",
          "\uff11\uff12",
          "1.-5",
          "1.5\u0663",
          "1'000"
        }) {
      assertRefused(EURO, text, "is not an amount");
    }
  }

  @Test
  void amount_inAnyLocale_isTheSame() throws QuittanceException {
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "fr-FR"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(1250, EURO.parse("12.50"));
        assertEquals("12.50 EUR", EURO.formatWithCode(1250));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void format_ofSmallAndLargeAmounts_hasAllDecimals() {
    assertAll(
        () -> assertEquals("0.00", EURO.format(0)),
        () -> assertEquals("0.01", EURO.format(1)),
        () -> assertEquals("0.10", EURO.format(10)),
        () -> assertEquals("1.00", EURO.format(100)),
        () -> assertEquals("184467440737095516.15", EURO.format(-1)),
        () -> assertEquals("7", AmountFormat.of("JPY", 0).format(7)),
        () -> assertEquals("0.000000000000000007", AmountFormat.of("WEI", 18).format(7)));
  }

  @Test
  void sum_ofMoreThan64Bits_isTold() {
    BigInteger most = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    assertEquals("184467440737095516.15 EUR", EURO.formatWithCode(most));
    assertEquals("368934881474191032.30 EUR", EURO.formatWithCode(most.shiftLeft(1)));
    assertEquals("0.00 EUR", EURO.formatWithCode(BigInteger.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> EURO.formatWithCode(BigInteger.ONE.negate()));
  }

  @Test
  void format_ofAnyAmount_isReadBackTheSame() throws QuittanceException {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 2000; i++) {
      AmountFormat format = AmountFormat.of("X", random.nextInt(AmountFormat.MAX_DECIMALS + 1));
      long amount = Math.max(1, random.nextLong() >>> 1 >>> random.nextInt(62));
      assertEquals(
          amount, format.parse(format.format(amount)), () -> "seed " + seed + ": " + amount);
    }
  }

  @Test
  void decimals_outsideTheirLimits_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> AmountFormat.of("X", -1));
    assertThrows(IllegalArgumentException.class, () -> AmountFormat.of("X", 19));
    AmountFormat.of("X", 18);
  }

  private static void assertRefused(AmountFormat format, String text, String reason) {
    QuittanceException e = assertThrows(QuittanceException.class, () -> format.parse(text), text);
    assertTrue(e.getMessage().contains(reason), text + ": " + e.getMessage());
    assertEquals(2, e.exitStatus());
  }
}
