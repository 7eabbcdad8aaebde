package io.quittance.verifier.encryption;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A twisted ElGamal encryption of an amount x under a public key P with randomness r.
 *
 * <p>Additively homomorphic: sums and multiples of ciphertexts encrypt sums and multiples of the
 * amounts, modulo the group's order. Immutable; equal when both points are equal.
 *
 * <pre>
 * offset  bytes  content
 *      0     32  commitment  C = x*G + r*H
 *     32     32  handle      D = r*P
 * </pre>
 */
public final class ElGamalCiphertext {
  public static final int BYTES = 2 * CompressedRistretto.BYTES;

  /** The 64 zero bytes: an encryption of 0 under every key. */
  public static final ElGamalCiphertext IDENTITY =
      new ElGamalCiphertext(RistrettoPoint.IDENTITY, RistrettoPoint.IDENTITY);

  /** The low part of a split amount has 16 bits. */
  private static final int LOW_BITS = 16;

  private final RistrettoPoint commitment;
  private final RistrettoPoint handle;

  /** Encodings, computed when first asked for; a race only computes an equal value twice. */
  private CompressedRistretto compressedCommitment;

  private CompressedRistretto compressedHandle;

  private ElGamalCiphertext(RistrettoPoint commitment, RistrettoPoint handle) {
    this.commitment = commitment;
    this.handle = handle;
  }

  public static ElGamalCiphertext of(RistrettoPoint commitment, RistrettoPoint handle) {
    return new ElGamalCiphertext(commitment, handle);
  }

  /** Reads 64 bytes; refuses halves that are no point. */
  public static ElGamalCiphertext parse(byte[] bytes) throws InvalidProofException {
    requireLength(bytes);
    return parse(
        CompressedRistretto.of(bytes, 0), CompressedRistretto.of(bytes, CompressedRistretto.BYTES));
  }

  private static void requireLength(byte[] bytes) throws InvalidProofException {
    if (bytes.length != BYTES) {
      throw new InvalidProofException("ElGamal ciphertext must be 64 bytes, not " + bytes.length);
    }
  }

  /** The point if there is one; else what decoding it alone says is wrong. */
  private static RistrettoPoint decoded(RistrettoPoint point, CompressedRistretto encoding)
      throws InvalidProofException {
    return point != null ? point : encoding.decode();
  }

  /** Decodes both halves; refuses what is no point. */
  public static ElGamalCiphertext parse(CompressedRistretto commitment, CompressedRistretto handle)
      throws InvalidProofException {
    ElGamalCiphertext ciphertext = of(commitment.decode(), handle.decode());
    ciphertext.compressedCommitment = commitment;
    ciphertext.compressedHandle = handle;
    return ciphertext;
  }

  /**
   * Reads many, of 64 bytes each, and decodes all their halves together: faster than one after the
   * other where there is a vector unit. Refuses all if a half of any is no point.
   */
  public static List<ElGamalCiphertext> parseAll(List<byte[]> all) throws InvalidProofException {
    CompressedRistretto[] halves = new CompressedRistretto[2 * all.size()];
    for (int i = 0; i < all.size(); i++) {
      byte[] bytes = all.get(i);
      requireLength(bytes);
      halves[2 * i] = CompressedRistretto.of(bytes, 0);
      halves[2 * i + 1] = CompressedRistretto.of(bytes, CompressedRistretto.BYTES);
    }
    RistrettoPoint[] points = CompressedRistretto.decodeAll(halves);
    List<ElGamalCiphertext> ciphertexts = new ArrayList<>(all.size());
    for (int i = 0; i < points.length; i += 2) {
      ElGamalCiphertext ciphertext =
          of(decoded(points[i], halves[i]), decoded(points[i + 1], halves[i + 1]));
      ciphertext.compressedCommitment = halves[i];
      ciphertext.compressedHandle = halves[i + 1];
      ciphertexts.add(ciphertext);
    }
    return ciphertexts;
  }

  /**
   * Encodes the halves of many together, so that whoever asks for their bytes need not wait: faster
   * than one after the other where there is a vector unit.
   */
  public static void encodeAll(List<ElGamalCiphertext> all) {
    RistrettoPoint[] halves = new RistrettoPoint[2 * all.size()];
    for (int i = 0; i < all.size(); i++) {
      halves[2 * i] = all.get(i).commitment;
      halves[2 * i + 1] = all.get(i).handle;
    }
    CompressedRistretto[] encodings = CompressedRistretto.ofAll(halves);
    for (int i = 0; i < all.size(); i++) {
      all.get(i).compressedCommitment = encodings[2 * i];
      all.get(i).compressedHandle = encodings[2 * i + 1];
    }
  }

  /** Joins the parts of a split amount: {@code lo + 2^16 * hi}. */
  public static ElGamalCiphertext combine(ElGamalCiphertext lo, ElGamalCiphertext hi) {
    return lo.add(hi.multiplyByPowerOfTwo(LOW_BITS));
  }

  public ElGamalCiphertext add(ElGamalCiphertext other) {
    return of(commitment.add(other.commitment), handle.add(other.handle));
  }

  public ElGamalCiphertext subtract(ElGamalCiphertext other) {
    return of(commitment.subtract(other.commitment), handle.subtract(other.handle));
  }

  public ElGamalCiphertext multiply(Scalar factor) {
    return of(commitment.multiply(factor), handle.multiply(factor));
  }

  /** Multiplies the amount by {@code 2^exponent}. */
  public ElGamalCiphertext multiplyByPowerOfTwo(int exponent) {
    return of(commitment.multiplyByPowerOfTwo(exponent), handle.multiplyByPowerOfTwo(exponent));
  }

  /** Adds a public amount, 64 bits unsigned, which touches the commitment only. */
  public ElGamalCiphertext addAmount(long amount) {
    return of(commitment.add(Pedersen.multiplyG(Scalar.of(amount))), handle);
  }

  /** Subtracts a public amount, 64 bits unsigned, which touches the commitment only. */
  public ElGamalCiphertext subtractAmount(long amount) {
    return of(commitment.subtract(Pedersen.multiplyG(Scalar.of(amount))), handle);
  }

  public RistrettoPoint commitment() {
    return commitment;
  }

  public RistrettoPoint handle() {
    return handle;
  }

  public CompressedRistretto compressedCommitment() {
    CompressedRistretto compressed = compressedCommitment;
    if (compressed == null) {
      compressed = commitment.compress();
      compressedCommitment = compressed;
    }
    return compressed;
  }

  public CompressedRistretto compressedHandle() {
    CompressedRistretto compressed = compressedHandle;
    if (compressed == null) {
      compressed = handle.compress();
      compressedHandle = compressed;
    }
    return compressed;
  }

  public byte[] toBytes() {
    if (compressedCommitment == null && compressedHandle == null) {
      encodeAll(List.of(this));
    }
    byte[] bytes = Arrays.copyOf(compressedCommitment().toBytes(), BYTES);
    System.arraycopy(
        compressedHandle().toBytes(),
        0,
        bytes,
        CompressedRistretto.BYTES,
        CompressedRistretto.BYTES);
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElGamalCiphertext that
        && commitment.equals(that.commitment)
        && handle.equals(that.handle);
  }

  @Override
  public int hashCode() {
    return 31 * commitment.hashCode() + handle.hashCode();
  }

  @Override
  public String toString() {
    return "ElGamalCiphertext[" + compressedCommitment() + ", " + compressedHandle() + "]";
  }
}
