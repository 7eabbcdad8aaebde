package io.quittance.verifier.ristretto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Points of edwards25519 in the encoding of Ed25519, by definition, for tests. */
public final class EdwardsPoints {
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** A point of order eight, which generates all of small order. */
  static final ReferenceCurve EIGHTH = eighth();

  private static final BigInteger P = FieldNumbers.P;
  private static final int SIGN_BIT = 255;

  private EdwardsPoints() {}

  private static ReferenceCurve eighth() {
    for (int y = 2; ; y++) {
      ReferenceCurve point = decode(BigInteger.valueOf(y), 0);
      if (point != null) {
        ReferenceCurve small = point.multiply(L);
        if (!small.multiply(BigInteger.valueOf(4)).equals(ReferenceCurve.IDENTITY)) {
          return small;
        }
      }
    }
  }

  /** RFC 8032, section 5.1.3, after the range check of y; null where it fails. */
  static ReferenceCurve decode(BigInteger y, int sign) {
    BigInteger p = FieldNumbers.P;
    BigInteger yy = y.multiply(y).mod(p);
    BigInteger d = FieldNumbers.value(Constants.D, 0);
    BigInteger v = d.multiply(yy).add(BigInteger.ONE).modInverse(p);
    BigInteger xx = yy.subtract(BigInteger.ONE).multiply(v).mod(p);
    BigInteger x = xx.modPow(p.add(BigInteger.valueOf(3)).shiftRight(3), p);
    if (!x.multiply(x).mod(p).equals(xx)) {
      x = x.multiply(FieldNumbers.value(Constants.SQRT_M1, 0)).mod(p);
    }
    if (!x.multiply(x).mod(p).equals(xx) || x.signum() == 0 && sign == 1) {
      return null;
    }
    return new ReferenceCurve(x.testBit(0) == (sign == 1) ? x : p.subtract(x).mod(p), y);
  }

  static byte[] encode(BigInteger y, int sign) {
    return FieldNumbers.bytes(sign == 1 ? y.setBit(SIGN_BIT) : y, EightfoldPoints.BYTES);
  }

  static byte[] encode(ReferenceCurve point) {
    return encode(point.y(), point.x().testBit(0) ? 1 : 0);
  }

  /** Decodes in lanes, whatever the virtual machine prefers. */
  public static RistrettoPoint[] decodeInLanes(byte[][] encodings) {
    return new LaneArithmetic().decodeEightfold(encodings);
  }

  /** All encodings that stand for points of small order, canonical or not, with either sign. */
  public static List<byte[]> smallOrderEncodings() {
    List<byte[]> encodings = new ArrayList<>();
    Set<BigInteger> ordinates = new TreeSet<>();
    for (int i = 0; i < 8; i++) {
      ordinates.add(EIGHTH.multiply(BigInteger.valueOf(i)).y());
    }
    for (BigInteger y : ordinates) {
      for (BigInteger same : List.of(y, y.add(P))) {
        for (int sign = 0; same.bitLength() <= SIGN_BIT && sign < 2; sign++) {
          encodings.add(encode(same, sign));
        }
      }
    }
    return encodings;
  }

  /** Coordinates that are no point's, such as a fault of the machine may leave behind. */
  public static RistrettoPoint zeros() {
    return RistrettoPoint.ofExtended(new long[Edwards.EXTENDED]);
  }

  /** The encoding of a point plus a multiple of the point of order eight. */
  public static byte[] plusSmallOrder(byte[] encoding, int multiple) {
    BigInteger number = FieldNumbers.number(encoding);
    ReferenceCurve point =
        decode(number.clearBit(SIGN_BIT).mod(P), number.testBit(SIGN_BIT) ? 1 : 0);
    return encode(point.add(EIGHTH.multiply(BigInteger.valueOf(multiple))));
  }
}
