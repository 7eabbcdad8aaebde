package io.quittance.verifier.batch;

import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;

/**
 * The relations {@code sum s_i*P_i = 0} of one proof, added up under random weights.
 *
 * <p>{@link #begin} opens a relation with a fresh weight; the calls after it add its terms. The
 * generators G, H, G_i and H_i only collect scalars; other points are kept as they were encoded,
 * with their coefficients. Not safe for use by several threads.
 */
public final class Relations {
  private static final int INITIAL_POINTS = 24;
  private static final Scalar[] NO_VECTOR = {};

  private final Weights weights;

  /**
   * The factors of the open relation's terms. A term that is subtracted counts with the 128-bit
   * weight and one that is added with its negative: proofs subtract the points that have no other
   * factor, and short coefficients make the multiplication faster.
   */
  private Scalar added;

  private Scalar subtracted;

  private Scalar g = Scalar.ZERO;
  private Scalar h = Scalar.ZERO;
  private Scalar[] vectorG = NO_VECTOR;
  private Scalar[] vectorH = NO_VECTOR;
  private CompressedRistretto[] points = new CompressedRistretto[INITIAL_POINTS];
  private Scalar[] coefficients = new Scalar[INITIAL_POINTS];
  private int size;

  Relations(Weights weights) {
    this.weights = weights;
  }

  /**
   * Opens a relation.
   *
   * @return the factor with which each added term counts
   */
  public Scalar begin() {
    subtracted = weights.next();
    added = subtracted.negate();
    return added;
  }

  public void add(CompressedRistretto point) {
    append(added, point);
  }

  public void add(Scalar scalar, CompressedRistretto point) {
    append(added.multiply(scalar), point);
  }

  public void subtract(CompressedRistretto point) {
    append(subtracted, point);
  }

  public void subtract(Scalar scalar, CompressedRistretto point) {
    append(subtracted.multiply(scalar), point);
  }

  public void addG(Scalar scalar) {
    g = g.add(added.multiply(scalar));
  }

  public void addH(Scalar scalar) {
    h = h.add(added.multiply(scalar));
  }

  public void subtractH(Scalar scalar) {
    h = h.add(subtracted.multiply(scalar));
  }

  /**
   * Adds {@code sum g_i*G_i + h_i*H_i} where the scalars contain the relation's factor already.
   *
   * <p>A range proof computes its scalars as products, into which the factor goes for free.
   */
  public void addWeightedVectors(Scalar[] gScalars, Scalar[] hScalars) {
    if (gScalars.length != hScalars.length || gScalars.length > VectorGenerators.CAPACITY) {
      throw new IllegalArgumentException(
          "both vectors must have one length of at most " + VectorGenerators.CAPACITY);
    }
    vectorG = sum(vectorG, gScalars);
    vectorH = sum(vectorH, hScalars);
  }

  /** Adds two vectors; the shorter is taken as continued by zeros. */
  static Scalar[] sum(Scalar[] left, Scalar[] right) {
    Scalar[] longer = left.length >= right.length ? left : right;
    Scalar[] shorter = left.length >= right.length ? right : left;
    Scalar[] sum = longer.clone();
    for (int i = 0; i < shorter.length; i++) {
      sum[i] = sum[i].add(shorter[i]);
    }
    return sum;
  }

  private void append(Scalar coefficient, CompressedRistretto point) {
    if (size == points.length) {
      points = Arrays.copyOf(points, 2 * size);
      coefficients = Arrays.copyOf(coefficients, 2 * size);
    }
    points[size] = point;
    coefficients[size] = coefficient;
    size++;
  }

  int size() {
    return size;
  }

  CompressedRistretto point(int index) {
    return points[index];
  }

  Scalar coefficient(int index) {
    return coefficients[index];
  }

  Scalar g() {
    return g;
  }

  Scalar h() {
    return h;
  }

  Scalar[] vectorG() {
    return vectorG;
  }

  Scalar[] vectorH() {
    return vectorH;
  }
}
