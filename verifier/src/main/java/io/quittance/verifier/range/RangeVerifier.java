package io.quittance.verifier.range;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;

/**
 * The verifier of {@link BatchedRangeProof}: one relation for the whole proof.
 *
 * <p>With N bits, k = log2 N rounds, {@code q_i = z^j * 2^o} for bit o of commitment j (from 0 on)
 * and {@code s_i} the product over the rounds of {@code u_j} where bit k-j of i is set, of {@code
 * u_j^-1} where it is not, the proof holds if
 *
 * <pre>
 *   A + x*S + d*x*T_1 + d*x^2*T_2 - (e_blinding + d*t_x_blinding)*H
 *   + (w*(t_x - a*b) + d*(delta - t_x))*G
 *   + sum_j (u_j^2*L_j + u_j^-2*R_j) + sum_j d*z^(j+2)*V_j
 *   + sum_i (-z - a*s_i)*G_i
 *   + sum_i (z + y^-i*(z^2*q_i - b*s_(N-1-i)))*H_i  =  0
 *   delta = (z - z^2)*sum_i y^i - sum_j z^(j+3)*(2^(n_j) - 1)
 * </pre>
 *
 * It joins, by the challenge d, the relation of the polynomial t and that of the inner product.
 *
 * <p>All of it is multiplied by {@code F = y^(N-1) * U^2} with {@code U = u_1 * .. * u_k}. That
 * rids it of every inverse: {@code U*s_i} is the product of the {@code u_j^2} whose bit is set, and
 * {@code F*y^-i} is {@code U^2*y^(N-1-i)}. F is not zero unless a challenge is, which is refused.
 */
final class RangeVerifier {
  private static final Scalar HALF = Scalar.of(2).invert();

  private RangeVerifier() {}

  /** The challenges in the order in which they are drawn. */
  record Challenges(Scalar y, Scalar z, Scalar x, Scalar w, Scalar[] u, Scalar d) {}

  static Challenges challenges(
      ChallengeSource source,
      BatchedRangeProof.Size size,
      RangeContext context,
      BatchedRangeProof.Messages proof) {
    RangeTranscript transcript = new RangeTranscript(source, size.totalBits(), context);
    transcript.appendBits(proof.a(), proof.s());
    Scalar y = transcript.challengeY();
    Scalar z = transcript.challengeZ();
    Scalar x = transcript.challengeX(proof.t1(), proof.t2());
    Scalar w = transcript.challengeW(proof.tX(), proof.tXBlinding(), proof.eBlinding());
    InnerProductProof innerProduct = proof.innerProduct();
    Scalar[] u = new Scalar[innerProduct.rounds()];
    for (int round = 0; round < u.length; round++) {
      u[round] =
          transcript.challengeU(innerProduct.left().get(round), innerProduct.right().get(round));
    }
    Scalar d = transcript.challengeD(innerProduct.a(), innerProduct.b());
    return new Challenges(y, z, x, w, u, d);
  }

  /** States the relation of a proof whose transcript gave these challenges. */
  static void relate(
      BatchedRangeProof.Size size,
      RangeContext context,
      BatchedRangeProof.Messages proof,
      Challenges challenges,
      Relations relations)
      throws InvalidProofException {
    Rounds rounds = Rounds.of(challenges.u);
    PowerSum powers = PowerSum.of(challenges.y, size.rounds());
    Scalar factor = powers.last.multiply(rounds.product.square());
    if (factor.equals(Scalar.ZERO)) {
      throw new InvalidProofException("a challenge of the range proof is zero");
    }
    Scalar weight = relations.begin();
    relatePolynomial(context, proof, challenges, powers, factor, relations);
    for (int round = 0; round < challenges.u.length; round++) {
      relations.add(factor.multiply(rounds.squares[round]), proof.innerProduct().left().get(round));
      relations.add(
          powers.last.multiply(rounds.productsOfOtherSquares[round]),
          proof.innerProduct().right().get(round));
    }
    relateVectors(size, context, proof, challenges, weight, rounds, powers, relations);
  }

  /** The terms of A, S, T_1, T_2, G, H and the commitments. */
  private static void relatePolynomial(
      RangeContext context,
      BatchedRangeProof.Messages proof,
      Challenges challenges,
      PowerSum powers,
      Scalar factor,
      Relations relations) {
    Scalar x = challenges.x;
    Scalar z = challenges.z;
    Scalar d = challenges.d;
    Scalar factorX = factor.multiply(x);
    Scalar factorDX = factorX.multiply(d);
    relations.add(factor, proof.a());
    relations.add(factorX, proof.s());
    relations.add(factorDX, proof.t1());
    relations.add(factorDX.multiply(x), proof.t2());
    relations.subtractH(factor.multiply(proof.eBlinding().add(d.multiply(proof.tXBlinding()))));

    Scalar zSquared = z.square();
    Scalar delta = z.subtract(zSquared).multiply(powers.sum);
    Scalar factorD = factor.multiply(d);
    Scalar zPower = zSquared;
    for (int j = 0; j < context.size(); j++) {
      relations.add(factorD.multiply(zPower), context.commitments().get(j));
      zPower = zPower.multiply(z);
      long ones = -1L >>> (Long.SIZE - context.bitLength(j));
      delta = delta.subtract(zPower.multiply(Scalar.of(ones)));
    }
    Scalar product = proof.innerProduct().a().multiply(proof.innerProduct().b());
    Scalar g =
        challenges
            .w
            .multiply(proof.tX().subtract(product))
            .add(d.multiply(delta.subtract(proof.tX())));
    relations.addG(factor.multiply(g));
  }

  /** The terms of the vector generators, in which factor and weight are contained already. */
  private static void relateVectors(
      BatchedRangeProof.Size size,
      RangeContext context,
      BatchedRangeProof.Messages proof,
      Challenges challenges,
      Scalar weight,
      Rounds rounds,
      PowerSum powers,
      Relations relations) {
    int n = size.totalBits();
    Scalar z = challenges.z;
    Scalar weightU = weight.multiply(rounds.product);
    Scalar weightUU = weightU.multiply(rounds.product);
    Scalar weightedZ = weightUU.multiply(powers.last).multiply(z);
    Scalar negatedZ = weightedZ.negate();
    Scalar a = proof.innerProduct().a();
    Scalar b = proof.innerProduct().b();

    // With m = N-1-i, the factor in front of H_i is F*z + U^2*y^m*z^2*q_i - b*U*y^m*(U*s_m).
    Scalar[] as = subsetProducts(weightU.multiply(a).multiply(powers.last), rounds.byBit());
    Scalar[] bys = subsetProducts(weightU.multiply(b), powers.times(rounds.byBit()));
    Scalar[] yzzq = bitTerms(context, n, weightUU.multiply(z.square()), z, powers);
    Scalar[] g = new Scalar[n];
    Scalar[] h = new Scalar[n];
    for (int m = 0; m < n; m++) {
      int i = n - 1 - m;
      g[m] = negatedZ.subtract(as[m]);
      h[i] = weightedZ.add(yzzq[i]).subtract(bys[m]);
    }
    relations.addWeightedVectors(g, h);
  }

  /** For each i below 2^k: {@code first} times the factors whose bit in i is set. */
  private static Scalar[] subsetProducts(Scalar first, Scalar[] factors) {
    Scalar[] products = new Scalar[1 << factors.length];
    products[0] = first;
    for (int bit = 0; bit < factors.length; bit++) {
      int half = 1 << bit;
      for (int i = 0; i < half; i++) {
        products[half + i] = products[i].multiply(factors[bit]);
      }
    }
    return products;
  }

  /**
   * For each position i: {@code first * y^(N-1-i) * q_i}.
   *
   * <p>Within a commitment, one position after the other from the last to the first, the power of y
   * rises and that of 2 falls: one multiplication by y/2 does both.
   */
  private static Scalar[] bitTerms(
      RangeContext context, int n, Scalar first, Scalar z, PowerSum powers) {
    Scalar[] terms = new Scalar[n];
    Scalar halfY = powers.power(1).multiply(HALF);
    Scalar firstZ = first;
    int start = 0;
    for (int j = 0; j < context.size(); j++) {
      int last = start + context.bitLength(j) - 1;
      Scalar highestBit = Scalar.of(1L << (context.bitLength(j) - 1));
      Scalar term = firstZ.multiply(highestBit).multiply(powers.power(n - 1 - last));
      terms[last] = term;
      for (int i = last - 1; i >= start; i--) {
        term = term.multiply(halfY);
        terms[i] = term;
      }
      firstZ = firstZ.multiply(z);
      start = last + 1;
    }
    return terms;
  }

  /** What the challenges of the rounds multiply to. */
  private record Rounds(Scalar[] squares, Scalar[] productsOfOtherSquares, Scalar product) {
    static Rounds of(Scalar[] u) {
      int k = u.length;
      Scalar[] squares = new Scalar[k];
      Scalar[] others = new Scalar[k];
      Scalar product = Scalar.ONE;
      Scalar before = Scalar.ONE;
      for (int j = 0; j < k; j++) {
        squares[j] = u[j].square();
        product = product.multiply(u[j]);
        others[j] = before;
        before = before.multiply(squares[j]);
      }
      Scalar after = Scalar.ONE;
      for (int j = k - 1; j >= 0; j--) {
        others[j] = others[j].multiply(after);
        after = after.multiply(squares[j]);
      }
      return new Rounds(squares, others, product);
    }

    /** The squares in the order of the bits of i: the first round belongs to the highest bit. */
    Scalar[] byBit() {
      Scalar[] reversed = new Scalar[squares.length];
      for (int bit = 0; bit < reversed.length; bit++) {
        reversed[bit] = squares[squares.length - 1 - bit];
      }
      return reversed;
    }
  }

  /**
   * The sum of {@code y^i} for i below {@code N = 2^k}, the last power {@code y^(N-1)}, and the
   * powers {@code y^(2^bit)}.
   */
  private record PowerSum(Scalar sum, Scalar last, Scalar[] squarings) {
    static PowerSum of(Scalar y, int k) {
      Scalar[] squarings = new Scalar[k];
      Scalar sum = Scalar.ONE;
      Scalar last = Scalar.ONE;
      Scalar power = y;
      for (int bit = 0; bit < k; bit++) {
        squarings[bit] = power;
        sum = sum.add(sum.multiply(power));
        last = last.multiply(power);
        power = power.square();
      }
      return new PowerSum(sum, last, squarings);
    }

    /** Returns {@code y^exponent} for an exponent below N. */
    Scalar power(int exponent) {
      Scalar power = Scalar.ONE;
      for (int bit = 0; bit < squarings.length; bit++) {
        if ((exponent >>> bit & 1) == 1) {
          power = power.multiply(squarings[bit]);
        }
      }
      return power;
    }

    /** Multiplies each factor by the power of y that belongs to its bit. */
    Scalar[] times(Scalar[] factors) {
      Scalar[] products = new Scalar[factors.length];
      for (int bit = 0; bit < products.length; bit++) {
        products[bit] = factors[bit].multiply(squarings[bit]);
      }
      return products;
    }
  }
}
