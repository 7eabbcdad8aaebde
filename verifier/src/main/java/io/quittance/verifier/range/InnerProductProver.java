package io.quittance.verifier.range;

import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prover of the inner-product argument: halves two vectors until one scalar of each is left.
 *
 * <p>The vectors are {@code l(x)} and {@code r(x)} of a range proof. They are blinded and hide the
 * amounts even when shown in full, as the protocol does without this argument, which serves brevity
 * alone (Bünz et al., 2018, section 4.2). So nothing here is secret, and time may vary.
 *
 * <p>The textbook folds the bases after each round, two scalar multiplications for each pair. Here
 * a folded base stays spread over several points with a factor each, and is only put together every
 * {@value #ROUNDS_BETWEEN_FOLDS} rounds.
 */
final class InnerProductProver {
  private static final int ROUNDS_BETWEEN_FOLDS = 2;

  private final RangeTranscript transcript;
  private final Scalar w;
  private final List<CompressedRistretto> left = new ArrayList<>();
  private final List<CompressedRistretto> right = new ArrayList<>();

  /** The vectors, of which the first {@code n} elements are in use. */
  private final Scalar[] a;

  private final Scalar[] b;
  private int n;

  /** Base element i is the sum of {@code factor*point} at i, i+n, i+2n and so on. */
  private RistrettoPoint[] gPoints;

  private RistrettoPoint[] hPoints;
  private Scalar[] gFactors;
  private Scalar[] hFactors;

  private InnerProductProver(
      RangeTranscript transcript, Scalar w, Scalar y, Scalar[] l, Scalar[] r) {
    this.transcript = transcript;
    this.w = w;
    a = l.clone();
    b = r.clone();
    n = l.length;
    gPoints = VectorGenerators.g().subList(0, n).toArray(new RistrettoPoint[0]);
    hPoints = VectorGenerators.h().subList(0, n).toArray(new RistrettoPoint[0]);
    gFactors = new Scalar[n];
    hFactors = new Scalar[n];
    Scalar yInverse = y.invert();
    Scalar power = Scalar.ONE;
    for (int i = 0; i < n; i++) {
      gFactors[i] = Scalar.ONE;
      hFactors[i] = power;
      power = power.multiply(yInverse);
    }
  }

  /**
   * Proves the inner product of l and r over the bases {@code G_i}, {@code y^-i*H_i} and {@code
   * w*G}, as far as the last message; the challenge d, which nothing here needs, is not drawn.
   */
  static InnerProductProof prove(
      RangeTranscript transcript, Scalar w, Scalar y, Scalar[] l, Scalar[] r) {
    InnerProductProver prover = new InnerProductProver(transcript, w, y, l, r);
    for (int round = 1; prover.n > 1; round++) {
      prover.halve();
      if (round % ROUNDS_BETWEEN_FOLDS == 0) {
        prover.foldBases();
      }
    }
    return new InnerProductProof(prover.left, prover.right, prover.a[0], prover.b[0]);
  }

  private void halve() {
    int half = n / 2;
    CompressedRistretto leftPoint = cross(0, half).compress();
    CompressedRistretto rightPoint = cross(half, 0).compress();
    left.add(leftPoint);
    right.add(rightPoint);
    Scalar u = transcript.challengeU(leftPoint, rightPoint);
    Scalar uInverse = u.invert();
    for (int i = 0; i < half; i++) {
      a[i] = a[i].multiply(u).add(a[half + i].multiply(uInverse));
      b[i] = b[i].multiply(uInverse).add(b[half + i].multiply(u));
    }
    for (int i = 0; i < gFactors.length; i++) {
      boolean low = i % n < half;
      gFactors[i] = gFactors[i].multiply(low ? uInverse : u);
      hFactors[i] = hFactors[i].multiply(low ? u : uInverse);
    }
    n = half;
  }

  /**
   * Multiplies the half of {@code a} from {@code aStart} on with the opposite half of the first
   * base, and the opposite half of {@code b}, from {@code bStart} on, with the half of the second
   * base that it is not on; adds their inner product times {@code w*G}.
   */
  private RistrettoPoint cross(int aStart, int bStart) {
    int half = n / 2;
    int spread = gPoints.length;
    Scalar[] scalars = new Scalar[spread + 1];
    RistrettoPoint[] points = new RistrettoPoint[spread + 1];
    int at = 0;
    for (int block = 0; block < spread; block += n) {
      for (int i = 0; i < half; i++) {
        int g = block + bStart + i;
        scalars[at] = a[aStart + i].multiply(gFactors[g]);
        points[at++] = gPoints[g];
        int h = block + aStart + i;
        scalars[at] = b[bStart + i].multiply(hFactors[h]);
        points[at++] = hPoints[h];
      }
    }
    Scalar product = Scalar.ZERO;
    for (int i = 0; i < half; i++) {
      product = product.add(a[aStart + i].multiply(b[bStart + i]));
    }
    scalars[at] = product.multiply(w);
    points[at] = Pedersen.G;
    return MultiscalarMultiplication.variableTime(scalars, points);
  }

  /** Puts each base element together again: one point with the factor 1. */
  private void foldBases() {
    gPoints = folded(gPoints, gFactors);
    hPoints = folded(hPoints, hFactors);
    gFactors = ones(n);
    hFactors = ones(n);
  }

  private RistrettoPoint[] folded(RistrettoPoint[] points, Scalar[] factors) {
    int parts = points.length / n;
    RistrettoPoint[] folded = new RistrettoPoint[n];
    for (int i = 0; i < n; i++) {
      Scalar[] partFactors = new Scalar[parts];
      RistrettoPoint[] partPoints = new RistrettoPoint[parts];
      for (int part = 0; part < parts; part++) {
        partFactors[part] = factors[i + part * n];
        partPoints[part] = points[i + part * n];
      }
      folded[i] = MultiscalarMultiplication.variableTime(partFactors, partPoints);
    }
    return folded;
  }

  private static Scalar[] ones(int count) {
    Scalar[] ones = new Scalar[count];
    Arrays.fill(ones, Scalar.ONE);
    return ones;
  }
}
