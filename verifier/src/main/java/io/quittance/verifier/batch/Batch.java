package io.quittance.verifier.batch;

import io.quittance.verifier.encryption.SharedGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.FixedPoints;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.ristretto.ScalarSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The weighted relations of many proofs over one table of points, and the sums of any of them. */
final class Batch {
  private final List<Relations> proofs = new ArrayList<>();
  private final List<int[]> pointNumbers = new ArrayList<>();
  private final PointTable points;

  /** Where each point stands among the terms of the sum at hand. */
  private int[] places = {};

  private int multiplications;

  Batch(int expectedPoints, long tableKey) {
    points = new PointTable(expectedPoints, tableKey);
  }

  /** The relations of a proof. */
  Relations relations(int proof) {
    return proofs.get(proof);
  }

  /** The point of a proof's relations at an index. */
  RistrettoPoint decoded(int proof, int index) {
    return points.decoded(pointNumbers.get(proof)[index]);
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

  /** The first point of a proof that could not be decoded, still encoded; null if there is none. */
  CompressedRistretto firstUndecodable(int proof) {
    int[] numbers = pointNumbers.get(proof);
    for (int i = 0; i < numbers.length; i++) {
      if (!points.isValid(numbers[i])) {
        return proofs.get(proof).point(i);
      }
    }
    return null;
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
    multiplications++;
    return terms(proofNumbers)
        .sumWith(SharedGenerators.tables(), sharedScalars(proofNumbers).reduced());
  }

  /** For each of some items, the part of {@link #sum} with the points of its proofs. */
  RistrettoPoint[] ownSums(int[][] proofNumbers) {
    Scalar[][] scalars = new Scalar[proofNumbers.length][];
    RistrettoPoint[][] summands = new RistrettoPoint[proofNumbers.length][];
    for (int item = 0; item < proofNumbers.length; item++) {
      Terms terms = terms(proofNumbers[item]);
      scalars[item] = Arrays.copyOf(terms.scalars, terms.size);
      summands[item] = Arrays.copyOf(terms.summands, terms.size);
    }
    return MultiscalarMultiplication.variableTimeEach(scalars, summands);
  }

  private Terms terms(int[] proofNumbers) {
    Terms terms = new Terms(countPoints(proofNumbers));
    terms.add(proofNumbers);
    return terms;
  }

  private int countPoints(int[] proofNumbers) {
    return Arrays.stream(proofNumbers).map(proof -> pointNumbers.get(proof).length).sum();
  }

  /** The scalars of the shared generators in {@link #sum}, in the order G, H, G_0, H_0, …. */
  ScalarSums sharedScalars(int[] proofNumbers) {
    ScalarSums sums = ScalarSums.empty();
    for (int proof : proofNumbers) {
      sums.add(proofs.get(proof).shared());
    }
    return sums;
  }

  /** The part of {@link #sum} with the shared generators, from their scalars. */
  RistrettoPoint sharedSum(Scalar[] scalars) {
    multiplications++;
    return SharedGenerators.tables().variableTime(scalars);
  }

  /** The terms of a sum with the proofs' own points, equal points merged. */
  private final class Terms {
    private final Scalar[] scalars;
    private final RistrettoPoint[] summands;
    private int size;

    Terms(int capacity) {
      scalars = new Scalar[capacity];
      summands = new RistrettoPoint[capacity];
      if (places.length < points.size()) {
        places = new int[points.size()];
      }
    }

    void add(int[] proofNumbers) {
      for (int proof : proofNumbers) {
        Relations relations = proofs.get(proof);
        int[] numbers = pointNumbers.get(proof);
        for (int i = 0; i < numbers.length; i++) {
          add(numbers[i], relations.coefficient(i));
        }
      }
    }

    private void add(int point, Scalar scalar) {
      // A place that another sum has left behind does not hold this point.
      int place = places[point];
      if (place < size && summands[place] == points.decoded(point)) {
        scalars[place] = scalars[place].add(scalar);
      } else {
        places[point] = size;
        scalars[size] = scalar;
        summands[size] = points.decoded(point);
        size++;
      }
    }

    RistrettoPoint sumWith(FixedPoints generators, Scalar[] generatorScalars) {
      return generators.variableTimeWith(
          generatorScalars, Arrays.copyOf(scalars, size), Arrays.copyOf(summands, size));
    }
  }
}
