package io.quittance.verifier.range;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.ristretto.Scalar;

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
  private RangeVerifier() {}

  /** The challenges in the order in which they are drawn. */
  record Challenges(Scalar y, Scalar z, Scalar x, Scalar w, Scalar[] u, Scalar d) {}

  static Challenges challenges(
      BatchedRangeProof.Size size, RangeContext context, BatchedRangeProof.Messages proof) {
    RangeTranscript transcript = new RangeTranscript(size.totalBits(), context);
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

  static void relate(
      BatchedRangeProof.Size size,
      RangeContext context,
      BatchedRangeProof.Messages proof,
      Relations relations)
      throws InvalidProofException {
    Challenges challenges = challenges(size, context, proof);
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
    Scalar[] us = rounds.subsetProducts(weightU);
    Scalar[] zzq = context.bitWeights(n, weightUU.multiply(z.square()), z);

    // With m = N-1-i, the factor in front of H_i is U^2*y^m*z^2*q_i - b*U*y^m*(U*s_m).
    Scalar aY = proof.innerProduct().a().multiply(powers.last);
    Scalar b = proof.innerProduct().b();
    Scalar negatedZ = weightedZ.negate();
    Scalar[] g = new Scalar[n];
    Scalar[] h = new Scalar[n];
    Scalar yPower = Scalar.ONE;
    for (int m = 0; m < n; m++) {
      int i = n - 1 - m;
      g[m] = negatedZ.subtract(aY.multiply(us[m]));
      h[i] = weightedZ.add(yPower.multiply(zzq[i].subtract(b.multiply(us[m]))));
      yPower = yPower.multiply(challenges.y);
    }
    relations.addWeightedVectors(g, h);
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

    /** For each i below 2^k: {@code first} times the squares whose bit in i is set. */
    Scalar[] subsetProducts(Scalar first) {
      int k = squares.length;
      Scalar[] products = new Scalar[1 << k];
      products[0] = first;
      for (int bit = 0; bit < k; bit++) {
        // The first round belongs to the most significant bit.
        Scalar square = squares[k - 1 - bit];
        int half = 1 << bit;
        for (int i = 0; i < half; i++) {
          products[half + i] = products[i].multiply(square);
        }
      }
      return products;
    }
  }

  /** The sum of {@code y^i} for i below {@code N = 2^k}, and the last power {@code y^(N-1)}. */
  private record PowerSum(Scalar sum, Scalar last) {
    static PowerSum of(Scalar y, int k) {
      Scalar sum = Scalar.ONE;
      Scalar last = Scalar.ONE;
      Scalar power = y;
      for (int bit = 0; bit < k; bit++) {
        sum = sum.add(sum.multiply(power));
        last = last.multiply(power);
        power = power.square();
      }
      return new PowerSum(sum, last);
    }
  }
}
