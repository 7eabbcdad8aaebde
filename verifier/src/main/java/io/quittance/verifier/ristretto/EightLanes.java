package io.quittance.verifier.ristretto;

/**
 * The operations on many points that a vector unit of eight 64-bit lanes does faster. Their results
 * are those of the scalar code. Whether this machine has such a unit, {@link VectorUnit} knows.
 */
interface EightLanes {
  /** From so many encodings on, this decodes faster than the scalar code. */
  int DECODE_FROM = 2;

  /** From so many points on, this encodes faster than the scalar code. */
  int ENCODE_FROM = 2;

  /** From so many points on, this multiplies faster than the scalar code. */
  int MULTIPLY_FROM = 96;

  /** From so many sums on, this computes each of them faster than the scalar code. */
  int MULTIPLY_EACH_FROM = 2;

  /** Whether the vectors that this machine prefers have eight lanes. */
  boolean isPreferred();

  /** See {@link CompressedRistretto#decodeAll}. */
  RistrettoPoint[] decodeAll(CompressedRistretto[] encodings);

  /** See {@link CompressedRistretto#ofAll}. */
  CompressedRistretto[] encodeAll(RistrettoPoint[] points);

  /** See {@link CompressedRistretto#decodeClaimed}. */
  RistrettoPoint[] decodeClaimed(CompressedRistretto[] encodings, InverseRoot[] claims);

  /** See {@link EightfoldPoints#decode}. */
  RistrettoPoint[] decodeEightfold(byte[][] encodings);

  /** See {@link MultiscalarMultiplication#variableTime}. */
  RistrettoPoint sum(Scalar[] scalars, RistrettoPoint[] points);

  /** See {@link MultiscalarMultiplication#variableTimeEach}. */
  RistrettoPoint[] sumEach(Scalar[][] scalars, RistrettoPoint[][] points);

  /** What is to be known of points for {@link #sumFixed}. */
  long[] fixedTerms(RistrettoPoint[] points);

  /** See {@link FixedPoints#variableTime}; the terms are those of {@link #fixedTerms}. */
  RistrettoPoint sumFixed(long[] terms, Scalar[] scalars);
}
