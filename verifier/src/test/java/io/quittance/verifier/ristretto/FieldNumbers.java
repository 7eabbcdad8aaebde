package io.quittance.verifier.ristretto;

import java.math.BigInteger;
import java.util.HexFormat;

/** Field elements seen as numbers: the reference that tests compare with. */
final class FieldNumbers {
  static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  private static final int LIMB_BITS = 51;

  private FieldNumbers() {}

  /** The value modulo p of the limbs at an index, by definition. */
  static BigInteger value(long[] limbs, int at) {
    return rawValue(limbs, at).mod(P);
  }

  /** Σ limb 2^(51 i), not reduced. */
  static BigInteger rawValue(long[] limbs, int at) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < Field.LIMBS; i++) {
      sum = sum.add(BigInteger.valueOf(limbs[at + i]).shiftLeft(LIMB_BITS * i));
    }
    return sum;
  }

  /** The element of a number less than 2^255. */
  static long[] of(BigInteger number) {
    final long mask = (1L << LIMB_BITS) - 1;
    final long[] limbs = new long[Field.LIMBS];
    for (int i = 0; i < Field.LIMBS; i++) {
      limbs[i] = number.shiftRight(LIMB_BITS * i).longValue() & mask;
    }
    return limbs;
  }

  /** The element of 32 little-endian bytes in hexadecimal. */
  static long[] of(String hex) {
    return of(number(HexFormat.of().parseHex(hex)));
  }

  /** The number of little-endian bytes. */
  static BigInteger number(byte[] littleEndian) {
    final byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  /** Little-endian bytes of a number. */
  static byte[] bytes(BigInteger number, int length) {
    final byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
