package io.quittance.verifier.ristretto;

/**
 * The constants of RFC 9496, section 4.1, as tight field elements of five 51-bit limbs. A test
 * recomputes each of them from its definition.
 */
final class Constants {
  static final long[] ONE = {1, 0, 0, 0, 0};

  /** d = −121665 / 121666, the constant of the curve −x² + y² = 1 + d x² y². */
  static final long[] D = {
    0x34dca135978a3L, 0x1a8283b156ebdL, 0x5e7a26001c029L, 0x739c663a03cbbL, 0x52036cee2b6ffL
  };

  /** 2 d. */
  static final long[] TWO_D = {
    0x69b9426b2f159L, 0x35050762add7aL, 0x3cf44c0038052L, 0x6738cc7407977L, 0x2406d9dc56dffL
  };

  /** The non-negative square root of −1. */
  static final long[] SQRT_M1 = {
    0x61b274a0ea0b0L, 0x0d5a5fc8f189dL, 0x7ef5e9cbd0c60L, 0x78595a6804c9eL, 0x2b8324804fc1dL
  };

  /** √(a d − 1), where a = −1; the root that the RFC chose. */
  static final long[] SQRT_AD_MINUS_ONE = {
    0x7f6a0497b2e1bL, 0x1836f0a97afd2L, 0x7d747f6be7638L, 0x456079e7e6498L, 0x376931bf2b834L
  };

  /** 1 / √(a − d), where a = −1; the root that the RFC chose. */
  static final long[] INVSQRT_A_MINUS_D = {
    0x0fdaa805d40eaL, 0x2eb482e57d339L, 0x007610274bc58L, 0x6510b613dc8ffL, 0x786c8905cfaffL
  };

  /** 1 − d². */
  static final long[] ONE_MINUS_D_SQ = {
    0x409c1945fc176L, 0x719abc6a1fc4fL, 0x1c37f90b20684L, 0x06bccca55eedfL, 0x29072a8b2b3eL
  };

  /** (d − 1)². */
  static final long[] D_MINUS_ONE_SQ = {
    0x55aaa44ed4d20L, 0x59603c3332635L, 0x26d3baf4a7928L, 0x120a66e6997a9L, 0x5968b37af66c2L
  };

  /** The base point of RFC 9496, which is that of Ed25519, in extended coordinates (X, Y, 1, T). */
  static final long[] BASEPOINT = {
    0x62d608f25d51aL,
    0x412a4b4f6592aL,
    0x75b7171a4b31dL,
    0x1ff60527118feL,
    0x216936d3cd6e5L,
    0x6666666666658L,
    0x4ccccccccccccL,
    0x1999999999999L,
    0x3333333333333L,
    0x6666666666666L,
    1,
    0,
    0,
    0,
    0,
    0x68ab3a5b7dda3L,
    0x00eea2a5eadbbL,
    0x2af8df483c27eL,
    0x332b375274732L,
    0x67875f0fd78b7L
  };

  private Constants() {}
}
