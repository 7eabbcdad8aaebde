package io.quittance.verifier.range;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;

/**
 * The prover of {@link BatchedRangeProof} (Bünz et al., "Bulletproofs", 2018, section 4).
 *
 * <p>With the bits {@code a_L} of all amounts, {@code a_R = a_L - 1} and random {@code s_L, s_R}:
 *
 * <pre>
 *   l(X)   = a_L - z + s_L*X
 *   r(X)_i = y^i*(a_R,i + z + s_R,i*X) + z^2*q_i
 *   t(X)   = &lt;l(X), r(X)&gt; = t_0 + t_1*X + t_2*X^2
 * </pre>
 *
 * Everything that depends on amounts or randomness runs in constant time.
 */
final class RangeProver {
  private RangeProver() {}

  static BatchedRangeProof prove(
      BatchedRangeProof.Size size,
      long[] amounts,
      int[] bitLengths,
      PedersenOpening[] openings,
      ChallengeSource challenges,
      SecureRandom random) {
    RangeContext context = commit(size, amounts, bitLengths, openings);
    RangeTranscript transcript = new RangeTranscript(challenges, size.totalBits(), context);
    int n = size.totalBits();

    Scalar[] bits = bits(n, amounts, bitLengths);
    Scalar[] sL = randomVector(n, random);
    Scalar[] sR = randomVector(n, random);
    Scalar alpha = Scalar.random(random);
    Scalar rho = Scalar.random(random);
    ForkJoinTask<RistrettoPoint> ofG = inParallel(() -> sum(sL, VectorGenerators.g()));
    CompressedRistretto a = commitBits(bits, alpha).compress();
    RistrettoPoint ofH = sum(sR, VectorGenerators.h());
    CompressedRistretto s = ofG.join().add(ofH).add(Pedersen.multiplyH(rho)).compress();
    transcript.appendBits(a, s);
    Scalar y = transcript.challengeY();
    Scalar z = transcript.challengeZ();

    Polynomials polynomials = Polynomials.of(context, bits, sL, sR, y, z);
    Scalar tau1 = Scalar.random(random);
    Scalar tau2 = Scalar.random(random);
    CompressedRistretto t1 = Pedersen.commit(polynomials.t1(), PedersenOpening.of(tau1)).compress();
    CompressedRistretto t2 = Pedersen.commit(polynomials.t2(), PedersenOpening.of(tau2)).compress();
    Scalar x = transcript.challengeX(t1, t2);

    Scalar[] l = evaluate(polynomials.l0, polynomials.l1, x);
    Scalar[] r = evaluate(polynomials.r0, polynomials.r1, x);
    Scalar tX = innerProduct(l, r);
    Scalar tXBlinding = tau1.add(tau2.multiply(x)).multiply(x);
    Scalar zPower = z.square();
    for (PedersenOpening opening : openings) {
      tXBlinding = tXBlinding.add(zPower.multiply(opening.scalar()));
      zPower = zPower.multiply(z);
    }
    Scalar eBlinding = alpha.add(rho.multiply(x));
    Scalar w = transcript.challengeW(tX, tXBlinding, eBlinding);
    InnerProductProof innerProduct = InnerProductProver.prove(transcript, w, y, l, r);
    return new BatchedRangeProof(
        size,
        context,
        new BatchedRangeProof.Messages(a, s, t1, t2, tX, tXBlinding, eBlinding, innerProduct));
  }

  private static RangeContext commit(
      BatchedRangeProof.Size size, long[] amounts, int[] bitLengths, PedersenOpening[] openings) {
    if (amounts.length != bitLengths.length || amounts.length != openings.length) {
      throw new IllegalArgumentException(
          "amounts, bit lengths and openings must be equally many, not "
              + (amounts.length + ", " + bitLengths.length + " and " + openings.length));
    }
    List<CompressedRistretto> commitments = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      commitments.add(Pedersen.commit(amounts[i], openings[i]).compress());
    }
    RangeContext context;
    try {
      context = RangeContext.of(size.totalBits(), commitments, bitLengths);
    } catch (InvalidProofException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    for (int i = 0; i < amounts.length; i++) {
      if (bitLengths[i] < Long.SIZE && amounts[i] >>> bitLengths[i] != 0) {
        throw new IllegalArgumentException(
            "amount number " + i + " has more than its " + bitLengths[i] + " bits");
      }
    }
    return context;
  }

  private static Scalar[] bits(int n, long[] amounts, int[] bitLengths) {
    Scalar[] bits = new Scalar[n];
    int position = 0;
    for (int j = 0; j < amounts.length; j++) {
      for (int offset = 0; offset < bitLengths[j]; offset++) {
        bits[position++] = Scalar.of(amounts[j] >>> offset & 1);
      }
    }
    return bits;
  }

  private static Scalar[] randomVector(int n, SecureRandom random) {
    Scalar[] vector = new Scalar[n];
    for (int i = 0; i < n; i++) {
      vector[i] = Scalar.random(random);
    }
    return vector;
  }

  /**
   * Returns {@code alpha*H + <a_L, G> + <a_R, H>}.
   *
   * <p>Since {@code a_R = a_L - 1}, each bit adds either {@code G_i} or {@code -H_i}.
   */
  private static RistrettoPoint commitBits(Scalar[] bits, Scalar alpha) {
    int n = bits.length;
    RistrettoPoint[] ifSet = VectorGenerators.g().subList(0, n).toArray(new RistrettoPoint[0]);
    RistrettoPoint[] ifClear = new RistrettoPoint[n];
    Arrays.setAll(ifClear, i -> VectorGenerators.h().get(i).negate());
    return MultiscalarMultiplication.constantTimeChoice(bits, ifSet, ifClear)
        .add(Pedersen.multiplyH(alpha));
  }

  /** Returns the sum of the vector's elements, each times its generator. */
  private static RistrettoPoint sum(Scalar[] vector, List<RistrettoPoint> generators) {
    RistrettoPoint[] points = generators.subList(0, vector.length).toArray(new RistrettoPoint[0]);
    return MultiscalarMultiplication.constantTime(vector, points);
  }

  /**
   * Begins to compute something while the caller computes something else. A machine that has no
   * core to spare leaves it to the caller, who does it when he joins.
   */
  static <T> ForkJoinTask<T> inParallel(Callable<T> computation) {
    return ForkJoinTask.adapt(computation).fork();
  }

  /** The coefficients of {@code l(X) = l_0 + l_1*X} and {@code r(X) = r_0 + r_1*X}. */
  private record Polynomials(Scalar[] l0, Scalar[] l1, Scalar[] r0, Scalar[] r1) {
    static Polynomials of(
        RangeContext context, Scalar[] bits, Scalar[] sL, Scalar[] sR, Scalar y, Scalar z) {
      int n = bits.length;
      Scalar[] l0 = new Scalar[n];
      Scalar[] r0 = new Scalar[n];
      Scalar[] r1 = new Scalar[n];
      Scalar[] zzq = context.bitWeights(n, z.square(), z);
      Scalar zMinusOne = z.subtract(Scalar.ONE);
      Scalar yPower = Scalar.ONE;
      for (int i = 0; i < n; i++) {
        l0[i] = bits[i].subtract(z);
        r0[i] = yPower.multiply(bits[i].add(zMinusOne)).add(zzq[i]);
        r1[i] = yPower.multiply(sR[i]);
        yPower = yPower.multiply(y);
      }
      return new Polynomials(l0, sL, r0, r1);
    }

    Scalar t1() {
      return innerProduct(l0, r1).add(innerProduct(l1, r0));
    }

    Scalar t2() {
      return innerProduct(l1, r1);
    }
  }

  private static Scalar[] evaluate(Scalar[] constant, Scalar[] linear, Scalar x) {
    Scalar[] values = new Scalar[constant.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = constant[i].add(linear[i].multiply(x));
    }
    return values;
  }

  private static Scalar innerProduct(Scalar[] left, Scalar[] right) {
    Scalar sum = Scalar.ZERO;
    for (int i = 0; i < left.length; i++) {
      sum = sum.add(left[i].multiply(right[i]));
    }
    return sum;
  }
}
