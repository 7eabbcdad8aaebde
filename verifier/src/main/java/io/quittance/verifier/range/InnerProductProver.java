package io.quittance.verifier.range;

import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.SharedGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.FixedPoints;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntUnaryOperator;

/**
 * The prover of the inner-product argument: halves two vectors until one scalar of each is left.
 *
 * <p>The vectors are {@code l(x)} and {@code r(x)} of a range proof. They are blinded and hide the
 * amounts even when shown in full, as the protocol does without this argument, which serves brevity
 * alone (Bünz et al., 2018, section 4.2). So nothing here is secret, and time may vary.
 *
 * <p>The textbook folds the bases after each round, two scalar multiplications for each pair. Here
 * a folded base stays spread over several points with a factor each. In the first {@value
 * #ROUNDS_OVER_GENERATORS} rounds these are the generators, of which there are tables; after that
 * they are put together every {@value #ROUNDS_BETWEEN_FOLDS} rounds.
 */
final class InnerProductProver {
  private static final int ROUNDS_OVER_GENERATORS = 3;
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
  private Points points;

  private Scalar[] gFactors;
  private Scalar[] hFactors;

  private InnerProductProver(
      RangeTranscript transcript, Scalar w, Scalar y, Scalar[] l, Scalar[] r) {
    this.transcript = transcript;
    this.w = w;
    a = l.clone();
    b = r.clone();
    n = l.length;
    points = Generators.enoughFor(n);
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
    int roundsToFold = ROUNDS_OVER_GENERATORS;
    while (prover.n > 1) {
      prover.halve();
      roundsToFold--;
      if (roundsToFold == 0 && prover.n > 1) {
        prover.foldBases();
        roundsToFold = ROUNDS_BETWEEN_FOLDS;
      }
    }
    return new InnerProductProof(prover.left, prover.right, prover.a[0], prover.b[0]);
  }

  private void halve() {
    int half = n / 2;
    ForkJoinTask<CompressedRistretto> other =
        RangeProver.inParallel(() -> cross(half, 0).compress());
    CompressedRistretto leftPoint = cross(0, half).compress();
    CompressedRistretto rightPoint = other.join();
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
    int spread = gFactors.length;
    Scalar[] scalars = new Scalar[spread + 1];
    int[] which = new int[spread + 1];
    int at = 0;
    for (int block = 0; block < spread; block += n) {
      for (int i = 0; i < half; i++) {
        int g = block + bStart + i;
        scalars[at] = a[aStart + i].multiply(gFactors[g]);
        which[at++] = SharedGenerators.indexOfG(g);
        int h = block + aStart + i;
        scalars[at] = b[bStart + i].multiply(hFactors[h]);
        which[at++] = SharedGenerators.indexOfH(h);
      }
    }
    Scalar product = Scalar.ZERO;
    for (int i = 0; i < half; i++) {
      product = product.add(a[aStart + i].multiply(b[bStart + i]));
    }
    scalars[at] = product.multiply(w);
    which[at] = SharedGenerators.INDEX_OF_PEDERSEN_G;
    return points.sum(which, scalars);
  }

  /** Puts each base element together again: one point with the factor 1. */
  private void foldBases() {
    ForkJoinTask<RistrettoPoint[]> other =
        RangeProver.inParallel(() -> folded(hFactors, SharedGenerators::indexOfH));
    RistrettoPoint[] g = folded(gFactors, SharedGenerators::indexOfG);
    points = Folded.of(g, other.join());
    gFactors = ones(n);
    hFactors = ones(n);
  }

  private RistrettoPoint[] folded(Scalar[] factors, IntUnaryOperator index) {
    int parts = factors.length / n;
    Scalar[][] partFactors = new Scalar[n][parts];
    int[][] which = new int[n][parts];
    for (int i = 0; i < n; i++) {
      for (int part = 0; part < parts; part++) {
        partFactors[i][part] = factors[i + part * n];
        which[i][part] = index.applyAsInt(i + part * n);
      }
    }
    return points.sums(which, partFactors);
  }

  private static Scalar[] ones(int count) {
    Scalar[] ones = new Scalar[count];
    Arrays.fill(ones, Scalar.ONE);
    return ones;
  }

  /** The points that the bases are spread over, in the order of the shared generators. */
  private interface Points {
    RistrettoPoint sum(int[] which, Scalar[] scalars);

    RistrettoPoint[] sums(int[][] which, Scalar[][] scalars);
  }

  /** The generators themselves. */
  private record Generators(FixedPoints tables) implements Points {
    static Generators enoughFor(int n) {
      return new Generators(n <= Few.CAPACITY ? Few.TABLES : SharedGenerators.tables());
    }

    @Override
    public RistrettoPoint sum(int[] which, Scalar[] scalars) {
      return tables.variableTimeOfSome(which, scalars);
    }

    @Override
    public RistrettoPoint[] sums(int[][] which, Scalar[][] scalars) {
      return tables.variableTimeEach(which, scalars);
    }

    /** Those that the usual proofs need: to make more takes time, and a wallet is in a hurry. */
    private static final class Few {
      static final int CAPACITY = BatchedRangeProof.Size.U128.totalBits();
      static final FixedPoints TABLES =
          FixedPoints.of(SharedGenerators.ALL.subList(0, SharedGenerators.indexOfG(CAPACITY)));
    }
  }

  /** Points that were put together of others; of most generators' places only those in use. */
  private record Folded(RistrettoPoint[] all) implements Points {
    static Folded of(RistrettoPoint[] g, RistrettoPoint[] h) {
      RistrettoPoint[] all = new RistrettoPoint[SharedGenerators.indexOfG(g.length)];
      all[SharedGenerators.INDEX_OF_PEDERSEN_G] = Pedersen.G;
      for (int i = 0; i < g.length; i++) {
        all[SharedGenerators.indexOfG(i)] = g[i];
        all[SharedGenerators.indexOfH(i)] = h[i];
      }
      return new Folded(all);
    }

    @Override
    public RistrettoPoint sum(int[] which, Scalar[] scalars) {
      return MultiscalarMultiplication.variableTime(scalars, chosen(which));
    }

    @Override
    public RistrettoPoint[] sums(int[][] which, Scalar[][] scalars) {
      return MultiscalarMultiplication.variableTimeEach(
          scalars, Arrays.stream(which).map(this::chosen).toArray(RistrettoPoint[][]::new));
    }

    private RistrettoPoint[] chosen(int[] which) {
      return Arrays.stream(which).mapToObj(i -> all[i]).toArray(RistrettoPoint[]::new);
    }
  }
}
