package io.quittance.verifier.batch;

import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The relations {@code sum s_i*P_i = 0} of one proof, added up under random weights.
 *
 * <p>{@link #begin} opens a relation with a fresh weight; the calls after it add its terms. The
 * generators G, H, G_i and H_i only collect scalars; other points are kept as they were encoded,
 * with their coefficients. Not safe for use by several threads.
 */
public final class Relations {
  private static final int INITIAL_POINTS = 24;
  private static final int INITIAL_WEIGHTS = 4;
  private static final Scalar[] NO_VECTOR = {};

  private final Supplier<Scalar> weights;
  private final List<Scalar> drawn = new ArrayList<>(INITIAL_WEIGHTS);

  /**
   * The factors of the open relation's terms. A term that is subtracted counts with the 128-bit
   * weight and one that is added with its negative: proofs subtract the points that have no other
   * factor, and short coefficients make the multiplication faster.
   */
  private Scalar added;

  private Scalar subtracted;

  private Scalar g = Scalar.ZERO;
  private Scalar h = Scalar.ZERO;
  private Scalar[] vectors = NO_VECTOR;
  private CompressedRistretto[] points = new CompressedRistretto[INITIAL_POINTS];
  private Scalar[] coefficients = new Scalar[INITIAL_POINTS];
  private int size;

  Relations(Weights weights) {
    this(weights::next);
  }

  private Relations(Supplier<Scalar> weights) {
    this.weights = weights;
  }

  /**
   * No relations yet, but those who state the same ones again get the weights of these, times a
   * factor: then all sums are the former ones times the factor.
   */
  Relations restart(Scalar factor) {
    return new Relations(drawn.stream().map(factor::multiply).iterator()::next);
  }

  /**
   * Opens a relation.
   *
   * @return the factor with which each added term counts
   */
  public Scalar begin() {
    subtracted = weights.get();
    drawn.add(subtracted);
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
    int before = vectors.length;
    vectors = Arrays.copyOf(vectors, Math.max(before, 2 * gScalars.length));
    for (int i = 0; i < gScalars.length; i++) {
      int at = 2 * i;
      vectors[at] = at < before ? vectors[at].add(gScalars[i]) : gScalars[i];
      vectors[at + 1] = at < before ? vectors[at + 1].add(hScalars[i]) : hScalars[i];
    }
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

  /** The scalars of the shared generators, in the order G, H, G_0, H_0, G_1, H_1, …. */
  Scalar[] shared() {
    Scalar[] shared = new Scalar[2 + vectors.length];
    shared[0] = g;
    shared[1] = h;
    System.arraycopy(vectors, 0, shared, 2, vectors.length);
    return shared;
  }
}
