package io.quittance.verifier.encryption;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One amount encrypted under two or three keys at once: a commitment and a handle for each key.
 *
 * <pre>
 * offset  bytes  content
 *      0     32  commitment  C = x*G + r*H
 *     32     32  first handle   r*P_1
 *     64     32  second handle  r*P_2
 *     96     32  third handle   r*P_3, where there are three
 * </pre>
 *
 * That all handles belong to the same r is what a validity proof shows; this class cannot.
 */
public final class GroupedCiphertext {
  private static final int POINT_BYTES = CompressedRistretto.BYTES;
  private static final int MIN_HANDLES = 2;
  private static final int MAX_HANDLES = 3;

  private final List<CompressedRistretto> points;

  private GroupedCiphertext(List<CompressedRistretto> points) {
    this.points = List.copyOf(points);
  }

  /** The length of a grouped ciphertext with so many handles: 96 bytes or 128. */
  public static int bytes(int handles) {
    return (1 + handles) * POINT_BYTES;
  }

  /**
   * Encrypts an amount of 64 bits, unsigned, in constant time.
   *
   * @param keys two or three keys; an absent one (no auditor) gets the identity as its handle
   */
  public static GroupedCiphertext encrypt(
      List<Optional<ElGamalPublicKey>> keys, long amount, PedersenOpening opening) {
    requireHandles(keys.size());
    List<CompressedRistretto> points = new ArrayList<>();
    points.add(Pedersen.commit(amount, opening).compress());
    for (Optional<ElGamalPublicKey> key : keys) {
      points.add(
          key.map(present -> present.handle(opening).compress())
              .orElse(CompressedRistretto.IDENTITY));
    }
    return new GroupedCiphertext(points);
  }

  /** Reads 96 or 128 bytes; refuses parts that are no point. */
  public static GroupedCiphertext parse(byte[] bytes) throws InvalidProofException {
    if (bytes.length != bytes(MIN_HANDLES) && bytes.length != bytes(MAX_HANDLES)) {
      throw new InvalidProofException(
          "grouped ciphertext must be 96 or 128 bytes, not " + bytes.length);
    }
    List<CompressedRistretto> points = new ArrayList<>();
    for (int offset = 0; offset < bytes.length; offset += POINT_BYTES) {
      CompressedRistretto point = CompressedRistretto.of(bytes, offset);
      point.decode();
      points.add(point);
    }
    return new GroupedCiphertext(points);
  }

  public int handles() {
    return points.size() - 1;
  }

  public CompressedRistretto commitment() {
    return points.get(0);
  }

  /** The handle of the key with this index, from 0 on. */
  public CompressedRistretto handle(int index) {
    if (index < 0 || index >= handles()) {
      throw new IllegalArgumentException(
          "handle index must be below " + handles() + ", not " + index);
    }
    return points.get(index + 1);
  }

  /** The plain ciphertext of the key with this index, from 0 on. */
  public ElGamalCiphertext extract(int index) {
    try {
      return ElGamalCiphertext.parse(commitment(), handle(index));
    } catch (InvalidProofException e) {
      throw new IllegalStateException("the points were decoded or encoded here before", e);
    }
  }

  public byte[] toBytes() {
    byte[] bytes = new byte[points.size() * POINT_BYTES];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i).toBytes(), 0, bytes, i * POINT_BYTES, POINT_BYTES);
    }
    return bytes;
  }

  private static void requireHandles(int count) {
    if (count < MIN_HANDLES || count > MAX_HANDLES) {
      throw new IllegalArgumentException("a grouped ciphertext has 2 or 3 handles, not " + count);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupedCiphertext that && points.equals(that.points);
  }

  @Override
  public int hashCode() {
    return points.hashCode();
  }

  @Override
  public String toString() {
    return "GroupedCiphertext" + points;
  }
}
