package io.quittance.verifier.range;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The public input of a batched range proof: up to eight commitments and their bit lengths.
 *
 * <pre>
 * offset  bytes  content
 *      0    256  eight commitments; unused slots are zero and stand last
 *    256      8  eight bit lengths, one byte each; 1 to 64, 0 for unused slots
 * </pre>
 */
final class RangeContext {
  static final int MAX_COMMITMENTS = 8;
  static final int MAX_BIT_LENGTH = Long.SIZE;
  static final int COMMITMENTS_BYTES = MAX_COMMITMENTS * CompressedRistretto.BYTES;
  static final int BYTES = COMMITMENTS_BYTES + MAX_COMMITMENTS;

  private final List<CompressedRistretto> commitments;
  private final int[] bitLengths;

  private RangeContext(List<CompressedRistretto> commitments, int[] bitLengths) {
    this.commitments = List.copyOf(commitments);
    this.bitLengths = bitLengths;
  }

  static RangeContext of(int totalBits, List<CompressedRistretto> commitments, int[] bitLengths)
      throws InvalidProofException {
    if (commitments.isEmpty() || commitments.size() > MAX_COMMITMENTS) {
      throw new InvalidProofException(
          "a range proof has 1 to 8 commitments, not " + commitments.size());
    }
    if (bitLengths.length != commitments.size()) {
      throw new InvalidProofException(
          commitments.size() + " commitments need as many bit lengths, not " + bitLengths.length);
    }
    int sum = 0;
    for (int i = 0; i < bitLengths.length; i++) {
      if (commitments.get(i).isIdentity()) {
        throw new InvalidProofException("a range proof's commitment must not be the identity");
      }
      if (bitLengths[i] < 1 || bitLengths[i] > MAX_BIT_LENGTH) {
        throw new InvalidProofException("bit lengths must be 1 to 64, not " + bitLengths[i]);
      }
      sum += bitLengths[i];
    }
    if (sum != totalBits) {
      throw new InvalidProofException("bit lengths must add up to " + totalBits + ", not " + sum);
    }
    return new RangeContext(commitments, bitLengths.clone());
  }

  /** Reads 264 bytes, whose length the caller has checked. */
  static RangeContext parse(int totalBits, byte[] bytes) throws InvalidProofException {
    List<CompressedRistretto> commitments = new ArrayList<>();
    while (commitments.size() < MAX_COMMITMENTS) {
      CompressedRistretto commitment =
          CompressedRistretto.of(bytes, commitments.size() * CompressedRistretto.BYTES);
      if (commitment.isIdentity()) {
        break;
      }
      commitments.add(commitment);
    }
    int used = commitments.size();
    for (int i = used * CompressedRistretto.BYTES; i < COMMITMENTS_BYTES; i++) {
      if (bytes[i] != 0) {
        throw new InvalidProofException("a commitment stands behind an unused slot");
      }
    }
    int[] bitLengths = new int[used];
    for (int i = 0; i < MAX_COMMITMENTS; i++) {
      int bitLength = Byte.toUnsignedInt(bytes[COMMITMENTS_BYTES + i]);
      if (i < used) {
        bitLengths[i] = bitLength;
      } else if (bitLength != 0) {
        throw new InvalidProofException("an unused slot has a bit length");
      }
    }
    return of(totalBits, commitments, bitLengths);
  }

  List<CompressedRistretto> commitments() {
    return commitments;
  }

  int size() {
    return bitLengths.length;
  }

  int bitLength(int index) {
    return bitLengths[index];
  }

  int[] bitLengths() {
    return bitLengths.clone();
  }

  /** The 256 bytes of all commitment slots. */
  byte[] commitmentsBytes() {
    return Arrays.copyOf(toBytes(), COMMITMENTS_BYTES);
  }

  /** The 8 bytes of all bit lengths. */
  byte[] bitLengthsBytes() {
    return Arrays.copyOfRange(toBytes(), COMMITMENTS_BYTES, BYTES);
  }

  byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < bitLengths.length; i++) {
      byte[] commitment = commitments.get(i).toBytes();
      System.arraycopy(commitment, 0, bytes, i * commitment.length, commitment.length);
      bytes[COMMITMENTS_BYTES + i] = (byte) bitLengths[i];
    }
    return bytes;
  }

  /**
   * The weight of each bit: position i, at offset o of commitment j (from 0 on), weighs {@code
   * first * z^j * 2^o}.
   */
  Scalar[] bitWeights(int totalBits, Scalar first, Scalar z) {
    Scalar[] weights = new Scalar[totalBits];
    Scalar commitmentWeight = first;
    int position = 0;
    for (int bitLength : bitLengths) {
      Scalar weight = commitmentWeight;
      for (int offset = 0; offset < bitLength; offset++) {
        weights[position++] = weight;
        weight = weight.add(weight);
      }
      commitmentWeight = commitmentWeight.multiply(z);
    }
    return weights;
  }
}
