package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.ScalarReduction.MASK;

import io.quittance.verifier.InvalidProofException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Element of the field Z/L, where L = 2<sup>252</sup> + 27742317777372353535851937790883648493 is
 * the order of the ristretto255 group (RFC 9496, section 4.4). Immutable.
 *
 * <p>Scalars may be secret: every method takes time that does not depend on values, except that
 * {@link #parse} stops at an encoding that is not canonical and that inverting zero throws.
 */
public final class Scalar {
  /** Size of an encoded scalar in bytes. */
  public static final int BYTES = 32;

  /** The scalar 0. */
  public static final Scalar ZERO = new Scalar(0, 0, 0, 0, 0);

  /** The scalar 1. */
  public static final Scalar ONE = new Scalar(1, 0, 0, 0, 0);

  private static final int WIDE_BYTES = 64;

  /** The limbs of the canonical representative in [0, L): Σ s<sub>i</sub> 2<sup>52 i</sup>. */
  final long s0;

  final long s1;
  final long s2;
  final long s3;
  final long s4;

  Scalar(long s0, long s1, long s2, long s3, long s4) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
    this.s4 = s4;
  }

  /** The scalar of a number in [0, 2<sup>64</sup>), given as an unsigned 64-bit word. */
  public static Scalar of(long unsigned) {
    return new Scalar(unsigned & MASK, unsigned >>> 52, 0, 0, 0);
  }

  /**
   * The scalar that 32 bytes encode: a little-endian number, which must be less than L.
   *
   * @throws InvalidProofException if the length is not 32 or the number is not less than L
   */
  public static Scalar parse(byte[] bytes) throws InvalidProofException {
    if (bytes.length != BYTES) {
      throw new InvalidProofException("Scalar must be 32 bytes, not " + bytes.length);
    }
    return parse(bytes, 0);
  }

  /**
   * The scalar that the 32 bytes from an offset on encode; see {@link #parse(byte[])}.
   *
   * @throws InvalidProofException if fewer than 32 bytes stand there or the number is not less than
   *     L
   */
  public static Scalar parse(byte[] bytes, int offset) throws InvalidProofException {
    if (offset < 0 || bytes.length - offset < BYTES) {
      throw new InvalidProofException(
          "No 32 bytes of a scalar stand at offset " + offset + " of " + bytes.length);
    }
    final long w0 = LittleEndian.read(bytes, offset);
    final long w1 = LittleEndian.read(bytes, offset + 8);
    final long w2 = LittleEndian.read(bytes, offset + 16);
    final long w3 = LittleEndian.read(bytes, offset + 24);
    final Scalar scalar =
        new Scalar(
            w0 & MASK,
            (w0 >>> 52 | w1 << 12) & MASK,
            (w1 >>> 40 | w2 << 24) & MASK,
            (w2 >>> 28 | w3 << 36) & MASK,
            w3 >>> 16);
    if (!scalar.isReduced()) {
      throw new InvalidProofException("Scalar is not canonical: it is not less than L");
    }
    return scalar;
  }

  private boolean isReduced() {
    long borrow = (s0 - ScalarReduction.L0) >> 63;
    borrow = (s1 - ScalarReduction.L1 + borrow) >> 63;
    borrow = (s2 - ScalarReduction.L2 + borrow) >> 63;
    borrow = (s3 + borrow) >> 63;
    borrow = (s4 - ScalarReduction.L4 + borrow) >> 63;
    return borrow != 0;
  }

  /**
   * The residue modulo L of the little-endian number in 64 bytes. If the bytes are uniform, the
   * scalar is, up to a bias of 2<sup>−259</sup>.
   *
   * @throws IllegalArgumentException if the bytes are not exactly 64
   */
  public static Scalar fromWideBytes(byte[] bytes) {
    if (bytes.length != WIDE_BYTES) {
      throw new IllegalArgumentException("Wide scalar must be 64 bytes, not " + bytes.length);
    }
    final long w0 = LittleEndian.read(bytes, 0);
    final long w1 = LittleEndian.read(bytes, 8);
    final long w2 = LittleEndian.read(bytes, 16);
    final long w3 = LittleEndian.read(bytes, 24);
    final long w4 = LittleEndian.read(bytes, 32);
    final long w5 = LittleEndian.read(bytes, 40);
    final long w6 = LittleEndian.read(bytes, 48);
    final long w7 = LittleEndian.read(bytes, 56);
    return ScalarReduction.reduce(
        w0 & MASK,
        (w0 >>> 52 | w1 << 12) & MASK,
        (w1 >>> 40 | w2 << 24) & MASK,
        (w2 >>> 28 | w3 << 36) & MASK,
        (w3 >>> 16 | w4 << 48) & MASK,
        w4 >>> 4 & MASK,
        (w4 >>> 56 | w5 << 8) & MASK,
        (w5 >>> 44 | w6 << 20) & MASK,
        (w6 >>> 32 | w7 << 32) & MASK,
        w7 >>> 20);
  }

  /** A uniformly random scalar that is not zero, from 64 random bytes modulo L. */
  public static Scalar random(SecureRandom random) {
    final byte[] bytes = new byte[WIDE_BYTES];
    Scalar scalar;
    do {
      random.nextBytes(bytes);
      scalar = fromWideBytes(bytes);
    } while (scalar.equals(ZERO));
    Arrays.fill(bytes, (byte) 0);
    return scalar;
  }

  /** This + other. */
  public Scalar add(Scalar other) {
    return ScalarReduction.subtractOnce(
        s0 + other.s0, s1 + other.s1, s2 + other.s2, s3 + other.s3, s4 + other.s4);
  }

  /** This − other. */
  public Scalar subtract(Scalar other) {
    return ScalarReduction.addOnce(
        s0 - other.s0, s1 - other.s1, s2 - other.s2, s3 - other.s3, s4 - other.s4);
  }

  /** This · other. */
  public Scalar multiply(Scalar other) {
    return ScalarReduction.product(this, other);
  }

  /** This · this. */
  public Scalar square() {
    return ScalarReduction.product(this, this);
  }

  /** 0 − this. */
  public Scalar negate() {
    return ScalarReduction.addOnce(-s0, -s1, -s2, -s3, -s4);
  }

  /**
   * The scalar whose product with this is 1, as the power L − 2: about 320 multiplications.
   *
   * @throws IllegalArgumentException if this is zero
   */
  public Scalar invert() {
    if (equals(ZERO)) {
      throw new IllegalArgumentException("Zero has no inverse");
    }
    return ScalarInversion.invert(this);
  }

  /**
   * The inverses of all these scalars, with one inversion and three multiplications each
   * (Montgomery's trick).
   *
   * @throws IllegalArgumentException if one of them is zero
   */
  public static Scalar[] invertAll(Scalar[] scalars) {
    final Scalar[] inverses = new Scalar[scalars.length];
    Scalar product = ONE;
    for (int i = 0; i < scalars.length; i++) {
      inverses[i] = product;
      product = product.multiply(scalars[i]);
    }
    Scalar inverse = product.invert();
    for (int i = scalars.length - 1; i >= 0; i--) {
      inverses[i] = inverses[i].multiply(inverse);
      inverse = inverse.multiply(scalars[i]);
    }
    return inverses;
  }

  /** Writes the canonical representative as four little-endian words from an index on. */
  void toWords(long[] words, int at) {
    words[at] = s0 | s1 << 52;
    words[at + 1] = s1 >>> 12 | s2 << 40;
    words[at + 2] = s2 >>> 24 | s3 << 28;
    words[at + 3] = s3 >>> 36 | s4 << 16;
  }

  /** The canonical encoding: 32 bytes, little-endian. */
  public byte[] toBytes() {
    final long[] words = new long[4];
    toWords(words, 0);
    final byte[] bytes = new byte[BYTES];
    for (int i = 0; i < 4; i++) {
      LittleEndian.write(bytes, 8 * i, words[i]);
    }
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar that
        && ((s0 ^ that.s0) | (s1 ^ that.s1) | (s2 ^ that.s2) | (s3 ^ that.s3) | (s4 ^ that.s4))
            == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(s0 ^ (s1 * 31) ^ (s2 * 961) ^ (s3 * 29791) ^ (s4 * 923521));
  }

  /** A text that does not reveal the value, since the scalar may be secret. */
  @Override
  public String toString() {
    return "Scalar[redacted]";
  }
}
