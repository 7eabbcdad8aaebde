package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.ScalarNumbers.L;
import static io.quittance.verifier.ristretto.ScalarNumbers.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.verifier.InvalidProofException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Arithmetic modulo L agrees with {@link BigInteger}; only canonical encodings are accepted. */
class ScalarTest {
  private static final long SEED = 20260102;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  private final List<String> failures = new ArrayList<>();

  @Test
  void operations_onEdgeAndRandomScalars_agreeWithNumbers() {
    final List<Scalar> all = scalars();
    for (Scalar a : all) {
      compare("negate", value(a).negate(), a.negate());
      compare("square", value(a).pow(2), a.square());
      for (Scalar b : all) {
        compare("add", value(a).add(value(b)), a.add(b));
        compare("subtract", value(a).subtract(value(b)), a.subtract(b));
        compare("multiply", value(a).multiply(value(b)), a.multiply(b));
      }
    }
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void inverses_singleAndTogether_agreeWithNumbers() {
    final List<Scalar> all = scalars();
    all.removeIf(Scalar.ZERO::equals);
    final Scalar[] together = Scalar.invertAll(all.toArray(new Scalar[0]));
    for (int i = 0; i < together.length; i++) {
      compare("inverse", value(all.get(i)).modInverse(L), all.get(i).invert());
      compare("together", value(all.get(i)).modInverse(L), together[i]);
    }
    assertEquals(0, Scalar.invertAll(new Scalar[0]).length);
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void zero_inverted_isRefused() {
    assertThrows(IllegalArgumentException.class, Scalar.ZERO::invert);
    assertThrows(
        IllegalArgumentException.class,
        () -> Scalar.invertAll(new Scalar[] {Scalar.ONE, Scalar.ZERO}));
  }

  @Test
  void wideBytes_edgeAndRandom_areReduced() {
    final BigInteger two512 = BigInteger.ONE.shiftLeft(512);
    final List<BigInteger> numbers =
        new ArrayList<>(
            List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                L,
                L.subtract(BigInteger.ONE),
                two512.subtract(BigInteger.ONE),
                two512.divide(L).multiply(L),
                two512.divide(L).multiply(L).subtract(BigInteger.ONE)));
    for (int bit = 40; bit < 512; bit += 4) {
      numbers.add(BigInteger.ONE.shiftLeft(bit));
      numbers.add(BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE));
      numbers.add(two512.subtract(BigInteger.ONE.shiftLeft(bit)));
    }
    for (int i = 0; i < 500; i++) {
      final byte[] bytes = new byte[64];
      random.nextBytes(bytes);
      numbers.add(FieldNumbers.number(bytes));
    }
    for (BigInteger number : numbers) {
      compare("wide " + number, number, Scalar.fromWideBytes(FieldNumbers.bytes(number, 64)));
    }
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void encodings_belowL_areAcceptedAndKept() throws InvalidProofException {
    for (Scalar scalar : scalars()) {
      final byte[] shifted = new byte[40];
      System.arraycopy(scalar.toBytes(), 0, shifted, 5, Scalar.BYTES);
      assertEquals(scalar, Scalar.parse(scalar.toBytes()));
      assertEquals(scalar, Scalar.parse(shifted, 5));
      assertEquals(scalar.hashCode(), Scalar.parse(shifted, 5).hashCode());
    }
  }

  @Test
  void encodings_fromLOn_areRejected() {
    final byte[] allOnes = new byte[Scalar.BYTES];
    Arrays.fill(allOnes, (byte) 0xff);
    final List<byte[]> bad = new ArrayList<>(List.of(allOnes));
    final BigInteger one = BigInteger.ONE;
    final List<BigInteger> numbers = new ArrayList<>(List.of(L, L.add(one), L.shiftLeft(1)));
    for (int bit = 0; bit < 253; bit++) {
      numbers.add(L.add(one.shiftLeft(bit)));
    }
    numbers.add(one.shiftLeft(253));
    numbers.add(one.shiftLeft(255));
    numbers.forEach(number -> bad.add(FieldNumbers.bytes(number, Scalar.BYTES)));
    for (byte[] encoding : bad) {
      try {
        Scalar.parse(encoding);
        failures.add(Arrays.toString(encoding) + " was accepted");
      } catch (InvalidProofException rejected) {
        assertEquals("Scalar is not canonical: it is not less than L", rejected.getMessage());
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void encodings_ofOtherLengths_areRejected() {
    for (int length : new int[] {0, 31, 33, 64}) {
      assertThrows(InvalidProofException.class, () -> Scalar.parse(new byte[length]));
    }
    assertThrows(InvalidProofException.class, () -> Scalar.parse(new byte[33], 2));
    assertThrows(InvalidProofException.class, () -> Scalar.parse(new byte[33], -1));
    assertThrows(IllegalArgumentException.class, () -> Scalar.fromWideBytes(new byte[63]));
    assertThrows(IllegalArgumentException.class, () -> Scalar.fromWideBytes(new byte[65]));
  }

  @Test
  void unsignedLongs_atTheirLimits_keepTheirValue() {
    for (long number : new long[] {0, 1, (1L << 52) - 1, 1L << 52, Long.MAX_VALUE, -1}) {
      assertEquals(new BigInteger(Long.toUnsignedString(number)), value(Scalar.of(number)));
    }
    assertEquals(Scalar.ZERO, Scalar.of(0));
    assertEquals(Scalar.ONE, Scalar.of(1));
    assertNotEquals(Scalar.ONE, Scalar.of(2));
  }

  @Test
  void random_fromZeroBytes_drawsAgain() {
    final SecureRandom zerosThenOnes =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;
          private int calls;

          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) calls++);
          }
        };
    final byte[] ones = new byte[64];
    Arrays.fill(ones, (byte) 1);
    assertEquals(Scalar.fromWideBytes(ones), Scalar.random(zerosThenOnes));
  }

  @Test
  void text_ofAnyScalar_revealsNothing() {
    assertEquals("Scalar[redacted]", Scalar.of(42).toString());
  }

  @Test
  void bytes_changedAfterwards_doNotChangeTheScalar() {
    final Scalar scalar = Scalar.of(7);
    scalar.toBytes()[0] = 8;
    assertArrayEquals(Scalar.of(7).toBytes(), scalar.toBytes());
  }

  private List<Scalar> scalars() {
    final List<Scalar> all = ScalarNumbers.edges();
    for (int i = 0; i < 40; i++) {
      all.add(ScalarNumbers.random(random));
    }
    return all;
  }

  private void compare(String name, BigInteger expected, Scalar actual) {
    if (!expected.mod(L).equals(value(actual))) {
      failures.add(name + ": expected " + expected.mod(L) + " but got " + value(actual));
    }
  }
}
