package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;

/** Reads the fields of proof data in their order and says which one is wrong. */
public final class ProofReader {
  private final String statement;
  private final byte[] data;
  private int offset;

  private ProofReader(String statement, byte[] data) {
    this.statement = statement;
    this.data = data;
  }

  /** Starts reading proof data, which must have exactly {@code bytes} bytes. */
  public static ProofReader of(String statement, byte[] data, int bytes)
      throws InvalidProofException {
    if (data.length != bytes) {
      throw new InvalidProofException(
          statement + " must be " + bytes + " bytes, not " + data.length);
    }
    return new ProofReader(statement, data);
  }

  /** Reads a point that may be the identity; it is decoded later, with the whole batch. */
  public CompressedRistretto point() {
    CompressedRistretto point = CompressedRistretto.of(data, offset);
    offset += CompressedRistretto.BYTES;
    return point;
  }

  /** Reads a point that must not be the identity. */
  public CompressedRistretto nonIdentity(String name) throws InvalidProofException {
    CompressedRistretto point = point();
    if (point.isIdentity()) {
      throw new InvalidProofException(statement + ": " + name + " must not be the identity");
    }
    return point;
  }

  /** Reads a scalar, which must be reduced modulo the group's order. */
  public Scalar scalar(String name) throws InvalidProofException {
    try {
      Scalar scalar = Scalar.parse(data, offset);
      offset += Scalar.BYTES;
      return scalar;
    } catch (InvalidProofException e) {
      throw new InvalidProofException(statement + ": " + name + ": " + e.getMessage());
    }
  }

  /** Reads so many bytes as they stand. */
  public byte[] bytes(int count) {
    byte[] bytes = Arrays.copyOfRange(data, offset, offset + count);
    offset += count;
    return bytes;
  }
}
