package io.quittance.verifier.ristretto;

import io.quittance.verifier.InvalidProofException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * 32 bytes that claim to encode an element of the ristretto255 group (RFC 9496). Any 32 bytes are
 * such a claim; {@link #decode} tests it. Immutable; two are equal when their bytes are, and since
 * an element has exactly one encoding, decodable ones are equal when their elements are.
 */
public final class CompressedRistretto {
  /** Size of an encoded element in bytes. */
  public static final int BYTES = 32;

  /** The encoding of the identity element: 32 zero bytes. */
  public static final CompressedRistretto IDENTITY = new CompressedRistretto(0, 0, 0, 0);

  private final long w0;
  private final long w1;
  private final long w2;
  private final long w3;

  private CompressedRistretto(long w0, long w1, long w2, long w3) {
    this.w0 = w0;
    this.w1 = w1;
    this.w2 = w2;
    this.w3 = w3;
  }

  static CompressedRistretto ofWords(long[] words) {
    return new CompressedRistretto(words[0], words[1], words[2], words[3]);
  }

  /**
   * The claim that these bytes make.
   *
   * @throws IllegalArgumentException if they are not exactly 32
   */
  public static CompressedRistretto of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "Encoded group element must be 32 bytes, not " + bytes.length);
    }
    return of(bytes, 0);
  }

  /**
   * The claim that the 32 bytes from an offset on make.
   *
   * @throws IllegalArgumentException if fewer than 32 bytes stand there
   */
  public static CompressedRistretto of(byte[] bytes, int offset) {
    if (offset < 0 || bytes.length - offset < BYTES) {
      throw new IllegalArgumentException(
          "No 32 bytes stand at offset " + offset + " of " + bytes.length);
    }
    return new CompressedRistretto(
        LittleEndian.read(bytes, offset),
        LittleEndian.read(bytes, offset + 8),
        LittleEndian.read(bytes, offset + 16),
        LittleEndian.read(bytes, offset + 24));
  }

  /** The encodings of many points: the same as their own, and never slower than one by one. */
  public static CompressedRistretto[] ofAll(RistrettoPoint[] points) {
    final EightLanes lanes = VectorUnit.lanes();
    return lanes != null && points.length >= EightLanes.ENCODE_FROM
        ? ofAll(lanes, points)
        : ofEach(points);
  }

  /** The same with these lanes. */
  static CompressedRistretto[] ofAll(EightLanes lanes, RistrettoPoint[] points) {
    final CompressedRistretto[] encodings = lanes.encodeAll(points);
    for (int k = 0; k < points.length; k++) {
      // What is no point has the encoding of the identity, too; it is refused in scalar code.
      if (encodings[k].isIdentity()) {
        encodings[k] = points[k].compress();
      }
    }
    return encodings;
  }

  /** The same as {@link #ofAll}, one after the other. */
  static CompressedRistretto[] ofEach(RistrettoPoint[] points) {
    final CompressedRistretto[] encodings = new CompressedRistretto[points.length];
    for (int k = 0; k < points.length; k++) {
      encodings[k] = points[k].compress();
    }
    return encodings;
  }

  /**
   * The encodings of the doubles 2 P of many points P, about eight times faster than one by one: no
   * square root is needed. Whoever wants the encodings of P itself starts from P times 1/2.
   */
  public static CompressedRistretto[] ofDoubles(RistrettoPoint[] points) {
    return DoubledEncoding.encodeAll(points);
  }

  /** Whether this is the encoding of the identity element, that is, all bytes are zero. */
  public boolean isIdentity() {
    return (w0 | w1 | w2 | w3) == 0;
  }

  /**
   * The element that these bytes encode (RFC 9496, section 4.3.1). Variable time; costs one
   * exponentiation in the field.
   *
   * @throws InvalidProofException if the bytes are not the canonical encoding of an element
   */
  public RistrettoPoint decode() throws InvalidProofException {
    final long[] point = new long[Edwards.EXTENDED];
    if (!RistrettoEncoding.decodeVariableTime(point, w0, w1, w2, w3)) {
      throw new InvalidProofException("No ristretto255 element has the encoding " + this);
    }
    return RistrettoPoint.ofExtended(point);
  }

  /**
   * Whether a point, which somebody decoded from these bytes, is what {@link #decode} returns: in
   * scalar code, at a tenth of its cost. Variable time. False for the same element in other
   * coordinates.
   */
  public boolean isDecodedAs(RistrettoPoint point) {
    return RistrettoEncoding.isDecoding(point.extended(), w0, w1, w2, w3);
  }

  /**
   * The elements that many encodings encode; null where one is not the canonical encoding of an
   * element. Variable time. The same as {@link #decode} on each, and never slower.
   */
  public static RistrettoPoint[] decodeAll(CompressedRistretto[] encodings) {
    final EightLanes lanes = VectorUnit.lanes();
    return lanes != null && encodings.length >= EightLanes.DECODE_FROM
        ? lanes.decodeAll(encodings)
        : decodeEach(encodings);
  }

  /** The same as {@link #decodeAll}, one after the other. */
  static RistrettoPoint[] decodeEach(CompressedRistretto[] encodings) {
    final RistrettoPoint[] points = new RistrettoPoint[encodings.length];
    for (int k = 0; k < encodings.length; k++) {
      final CompressedRistretto encoding = encodings[k];
      final long[] point = new long[Edwards.EXTENDED];
      if (RistrettoEncoding.decodeVariableTime(
          point, encoding.w0, encoding.w1, encoding.w2, encoding.w3)) {
        points[k] = RistrettoPoint.ofExtended(point);
      }
    }
    return points;
  }

  /**
   * The elements that many encodings encode, as far as claims of their roots show it: null where
   * the claim is wrong or the encoding is no element's. Variable time. A claim is checked, at about
   * a sixth of what {@link #decode} costs; so what is not null is what {@link #decode} returns, and
   * what is null has to be decoded without a claim.
   *
   * @throws IllegalArgumentException if there are not as many claims as encodings
   */
  public static RistrettoPoint[] decodeClaimed(
      CompressedRistretto[] encodings, InverseRoot[] claims) {
    if (claims.length != encodings.length) {
      throw new IllegalArgumentException(
          encodings.length + " encodings need as many claims, not " + claims.length);
    }
    final EightLanes lanes = VectorUnit.lanes();
    return lanes != null && encodings.length >= EightLanes.DECODE_FROM
        ? lanes.decodeClaimed(encodings, claims)
        : decodeClaimedEach(encodings, claims);
  }

  /** The same as {@link #decodeClaimed}, one after the other. */
  static RistrettoPoint[] decodeClaimedEach(CompressedRistretto[] encodings, InverseRoot[] claims) {
    final RistrettoPoint[] points = new RistrettoPoint[encodings.length];
    for (int k = 0; k < encodings.length; k++) {
      final CompressedRistretto encoding = encodings[k];
      final long[] point = new long[Edwards.EXTENDED];
      if (RistrettoEncoding.decodeClaimed(
          point, encoding.w0, encoding.w1, encoding.w2, encoding.w3, claims[k])) {
        points[k] = RistrettoPoint.ofExtended(point);
      }
    }
    return points;
  }

  /**
   * Sets a field element to the number that these bytes stand for, tight; returns false if they are
   * not its canonical form or it is negative, so that they encode no group element.
   */
  boolean toField(long[] out, int o) {
    Field.fromWords(out, o, w0, w1, w2, w3);
    return RistrettoEncoding.isNonNegative(w0, w1, w2, w3);
  }

  /** The root that decoding these bytes needs, which who decodes them next can be told. */
  InverseRoot inverseRoot() {
    final long[] words = new long[4];
    return RistrettoEncoding.inverseRoot(words, w0, w1, w2, w3)
        ? InverseRoot.ofWords(words)
        : InverseRoot.NONE;
  }

  /** A fresh copy of the 32 bytes. */
  public byte[] toBytes() {
    final byte[] bytes = new byte[BYTES];
    LittleEndian.write(bytes, 0, w0);
    LittleEndian.write(bytes, 8, w1);
    LittleEndian.write(bytes, 16, w2);
    LittleEndian.write(bytes, 24, w3);
    return bytes;
  }

  /** Puts the 32 bytes at the buffer's position, whatever its byte order, and moves it on. */
  public void appendTo(ByteBuffer buffer) {
    final ByteOrder order = buffer.order();
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(w0).putLong(w1).putLong(w2).putLong(w3);
    buffer.order(order);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompressedRistretto that
        && ((w0 ^ that.w0) | (w1 ^ that.w1) | (w2 ^ that.w2) | (w3 ^ that.w3)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0 ^ (w1 * 31) ^ (w2 * 961) ^ (w3 * 29791));
  }

  /** The bytes in hexadecimal: encodings are public. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
