package io.quittance.verifier.batch;

import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.FixedPoints;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The weighted relations of many proofs over one table of points, and the sums of any of them. */
final class Batch {
  private final List<Relations> proofs = new ArrayList<>();
  private final List<int[]> pointNumbers = new ArrayList<>();
  private final PointTable points;
  private int multiplications;

  Batch(int expectedPoints, long tableKey) {
    points = new PointTable(expectedPoints, tableKey);
  }

  /** Adds a proof; proofs are numbered from 0 on. */
  void add(Relations relations) {
    int[] numbers = new int[relations.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = points.intern(relations.point(i));
    }
    proofs.add(relations);
    pointNumbers.add(numbers);
  }

  int size() {
    return proofs.size();
  }

  /** Takes note of what an item's advice says about points. */
  void advise(AdvisedProofs item) {
    item.advice().forEach(item.proofs(), points::claim);
  }

  void decodePoints() {
    points.decode();
  }

  /** Tells whether all points of a proof are points. */
  boolean isDecodable(int proof) {
    for (int number : pointNumbers.get(proof)) {
      if (!points.isValid(number)) {
        return false;
      }
    }
    return true;
  }

  int multiplications() {
    return multiplications;
  }

  /** How many points could not be decoded by advice. */
  int squareRoots() {
    return points.squareRoots();
  }

  /** The sum of the relations of some proofs: the identity if all of them hold. */
  RistrettoPoint sum(int[] proofNumbers) {
    Scalar g = Scalar.ZERO;
    Scalar h = Scalar.ZERO;
    Scalar[] vectorG = {};
    Scalar[] vectorH = {};
    Scalar[] coefficients = new Scalar[points.size()];
    for (int proof : proofNumbers) {
      Relations relations = proofs.get(proof);
      g = g.add(relations.g());
      h = h.add(relations.h());
      vectorG = Relations.sum(vectorG, relations.vectorG());
      vectorH = Relations.sum(vectorH, relations.vectorH());
      int[] numbers = pointNumbers.get(proof);
      for (int i = 0; i < numbers.length; i++) {
        Scalar before = coefficients[numbers[i]];
        Scalar coefficient = relations.coefficient(i);
        coefficients[numbers[i]] = before == null ? coefficient : before.add(coefficient);
      }
    }
    Scalar[] fixed = new Scalar[2 + 2 * vectorG.length];
    fixed[0] = g;
    fixed[1] = h;
    for (int i = 0; i < vectorG.length; i++) {
      fixed[2 + 2 * i] = vectorG[i];
      fixed[3 + 2 * i] = vectorH[i];
    }
    Terms terms = new Terms(coefficients.length);
    for (int i = 0; i < coefficients.length; i++) {
      if (coefficients[i] != null) {
        terms.add(coefficients[i], points.decoded(i));
      }
    }
    multiplications++;
    return terms.sumWith(Generators.TABLES, fixed);
  }

  /** The shared generators in the order G, H, G_0, H_0, G_1, H_1, …; made when first needed. */
  private static final class Generators {
    static final FixedPoints TABLES = tables();

    private static FixedPoints tables() {
      List<RistrettoPoint> generators = new ArrayList<>(List.of(Pedersen.G, Pedersen.H));
      for (int i = 0; i < VectorGenerators.CAPACITY; i++) {
        generators.add(VectorGenerators.g().get(i));
        generators.add(VectorGenerators.h().get(i));
      }
      return FixedPoints.of(generators);
    }
  }

  /** The terms with the proofs' own points. */
  private static final class Terms {
    private final Scalar[] scalars;
    private final RistrettoPoint[] points;
    private int size;

    Terms(int capacity) {
      scalars = new Scalar[capacity];
      points = new RistrettoPoint[capacity];
    }

    void add(Scalar scalar, RistrettoPoint point) {
      scalars[size] = scalar;
      points[size] = point;
      size++;
    }

    RistrettoPoint sumWith(FixedPoints generators, Scalar[] generatorScalars) {
      return generators.variableTimeWith(
          generatorScalars, Arrays.copyOf(scalars, size), Arrays.copyOf(points, size));
    }
  }
}
