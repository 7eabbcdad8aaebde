package io.quittance.verifier.ristretto;

/**
 * Eight times the points of the curve edwards25519 that the encodings of Ed25519 stand for (RFC
 * 8032, section 5.1.2). That rids them of any part of small order: what is left is of the prime
 * order L and stands for an element of ristretto255, for different elements if it is different.
 * Only on a vector unit.
 */
public final class EightfoldPoints {
  /** Size of an encoding in bytes. */
  public static final int BYTES = 32;

  private EightfoldPoints() {}

  /** Whether this machine decodes them now. It may say no at first, and yes later. */
  public static boolean areOffered() {
    return VectorUnit.lanes() != null;
  }

  /**
   * Eight times each encoded point. Null where the bytes are no encoding, or not the canonical one;
   * and for the two points with x = 0, which have small order. Takes time that depends on what is
   * encoded.
   *
   * @throws IllegalArgumentException if one of them is not 32 bytes
   * @throws IllegalStateException if they are not offered
   */
  public static RistrettoPoint[] decode(byte[][] encodings) {
    for (byte[] encoding : encodings) {
      if (encoding.length != BYTES) {
        throw new IllegalArgumentException(
            "Point must be " + BYTES + " bytes, not " + encoding.length);
      }
    }
    final EightLanes lanes = VectorUnit.lanes();
    if (lanes == null) {
      throw new IllegalStateException("there is no vector unit");
    }
    return lanes.decodeEightfold(encodings);
  }
}
