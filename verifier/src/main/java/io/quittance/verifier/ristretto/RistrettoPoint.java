package io.quittance.verifier.ristretto;

/**
 * Element of the ristretto255 group (RFC 9496), whose order is the prime L. Immutable. Additive
 * notation.
 *
 * <p>All methods take time that does not depend on the values, except {@link #equals} on objects of
 * another type.
 */
public final class RistrettoPoint {
  /** The neutral element. */
  public static final RistrettoPoint IDENTITY = identity();

  /** The generator that RFC 9496 fixes. */
  public static final RistrettoPoint BASEPOINT = new RistrettoPoint(Constants.BASEPOINT);

  private static final int UNIFORM_BYTES = 64;

  /** Extended coordinates of one of the curve points that stand for the element. */
  private final long[] extended;

  private RistrettoPoint(long[] extended) {
    this.extended = extended;
  }

  private static RistrettoPoint identity() {
    final long[] point = new long[Edwards.EXTENDED];
    Edwards.setIdentity(point, 0);
    return new RistrettoPoint(point);
  }

  /** The element with these coordinates; the caller gives the array away. */
  static RistrettoPoint ofExtended(long[] extended) {
    return new RistrettoPoint(extended);
  }

  /** The coordinates, which the caller must not change. */
  long[] extended() {
    return extended;
  }

  /**
   * The element derived from 64 uniformly random bytes, such as a hash value: two Elligator maps,
   * added (RFC 9496, section 4.3.4). Nobody knows its discrete logarithm to another base.
   *
   * @throws IllegalArgumentException if the bytes are not exactly 64
   */
  public static RistrettoPoint fromUniformBytes(byte[] bytes) {
    if (bytes.length != UNIFORM_BYTES) {
      throw new IllegalArgumentException("Uniform bytes must be 64, not " + bytes.length);
    }
    final long[] sum = new long[Edwards.EXTENDED];
    final long[] second = new long[Edwards.EXTENDED];
    map(sum, bytes, 0);
    map(second, bytes, UNIFORM_BYTES / 2);
    final long[] cached = new long[Edwards.CACHED];
    Edwards.toCached(cached, 0, second, 0);
    Edwards.addCached(sum, 0, cached, 0, new long[Edwards.SCRATCH]);
    // Derived elements are generators that are multiplied many times: Z = 1 pays.
    Edwards.normalizeAll(sum, 1);
    return new RistrettoPoint(sum);
  }

  private static void map(long[] point, byte[] bytes, int offset) {
    final long[] element = new long[Field.LIMBS];
    Field.fromWords(
        element,
        0,
        LittleEndian.read(bytes, offset),
        LittleEndian.read(bytes, offset + 8),
        LittleEndian.read(bytes, offset + 16),
        LittleEndian.read(bytes, offset + 24));
    Elligator.map(point, 0, element, 0);
  }

  /** This + other. */
  public RistrettoPoint add(RistrettoPoint other) {
    final long[] sum = extended.clone();
    final long[] cached = new long[Edwards.CACHED];
    Edwards.toCached(cached, 0, other.extended, 0);
    Edwards.addCached(sum, 0, cached, 0, new long[Edwards.SCRATCH]);
    return new RistrettoPoint(sum);
  }

  /** This − other. */
  public RistrettoPoint subtract(RistrettoPoint other) {
    final long[] difference = extended.clone();
    final long[] cached = new long[Edwards.CACHED];
    Edwards.toCached(cached, 0, other.extended, 0);
    Edwards.subtractCached(difference, 0, cached, 0, new long[Edwards.SCRATCH]);
    return new RistrettoPoint(difference);
  }

  /** The element that added to this gives the identity. */
  public RistrettoPoint negate() {
    final long[] opposite = extended.clone();
    Field.negate(opposite, Edwards.X, extended, Edwards.X);
    Field.negate(opposite, Edwards.T, extended, Edwards.T);
    return new RistrettoPoint(opposite);
  }

  /** This + this. */
  public RistrettoPoint doubled() {
    return multiplyByPowerOfTwo(1);
  }

  /**
   * This times 2<sup>exponent</sup>, where the exponent is public.
   *
   * @throws IllegalArgumentException if the exponent is negative
   */
  public RistrettoPoint multiplyByPowerOfTwo(int exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("Exponent must not be negative, but is " + exponent);
    }
    final long[] multiple = extended.clone();
    Edwards.doubleTimes(multiple, 0, exponent, new long[Edwards.SCRATCH]);
    return new RistrettoPoint(multiple);
  }

  /** This times a scalar, which may be secret: constant time. */
  public RistrettoPoint multiply(Scalar scalar) {
    return MultiscalarMultiplication.constantTime(
        new Scalar[] {scalar}, new RistrettoPoint[] {this});
  }

  /**
   * The one encoding of this element (RFC 9496, section 4.3.2).
   *
   * @throws IllegalStateException if the coordinates are no point's, which a fault of the machine
   *     could make them; their encoding would be the identity's
   */
  public CompressedRistretto compress() {
    if (Field.zeroMask(extended, Edwards.Z) != 0) {
      throw new IllegalStateException("coordinates with Z = 0 are no point's");
    }
    final long[] words = new long[4];
    RistrettoEncoding.encode(words, extended);
    return CompressedRistretto.ofWords(words);
  }

  /** Whether this is the neutral element. Coordinates that are no point's never are. */
  public boolean isIdentity() {
    return Edwards.neutralMask(extended, 0) != 0;
  }

  /** Whether the coordinates are a point's, as only a fault of the machine could prevent. */
  public boolean isPoint() {
    return Edwards.isPoint(extended);
  }

  /**
   * Whether both are the same element (RFC 9496, section 4.3.3), whatever their coordinates. What
   * has only zeros for X and Y is no element, and equals nothing.
   */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof RistrettoPoint that)) {
      return false;
    }
    final long[] f = new long[2 * Field.LIMBS];
    Field.multiply(f, 0, extended, Edwards.X, that.extended, Edwards.Y);
    Field.multiply(f, Field.LIMBS, extended, Edwards.Y, that.extended, Edwards.X);
    final long same = Field.equalMask(f, 0, f, Field.LIMBS);
    Field.multiply(f, 0, extended, Edwards.Y, that.extended, Edwards.Y);
    Field.multiply(f, Field.LIMBS, extended, Edwards.X, that.extended, Edwards.X);
    final long equal = same | Field.equalMask(f, 0, f, Field.LIMBS);
    return (equal & ~(vanishes(extended) | vanishes(that.extended))) != 0;
  }

  /** −1 if X and Y are both 0, as in no point, else 0. */
  private static long vanishes(long[] extended) {
    return Field.zeroMask(extended, Edwards.X) & Field.zeroMask(extended, Edwards.Y);
  }

  /** The hash of the encoding, which costs as much as {@link #compress}. */
  @Override
  public int hashCode() {
    return compress().hashCode();
  }

  /** The encoding in hexadecimal. Do not print elements that are secret. */
  @Override
  public String toString() {
    return compress().toString();
  }
}
