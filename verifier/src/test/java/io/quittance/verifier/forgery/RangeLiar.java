package io.quittance.verifier.forgery;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A textbook prover of two amounts of 32 bits that follows a script, and can lie about one value
 * and solve for another when all challenges are known.
 */
final class RangeLiar {
  static final int ROUNDS = 6;

  private static final int N = 1 << ROUNDS;
  private static final long[] AMOUNTS = {5, 0xffff_ffffL};
  private static final byte[] BIT_LENGTHS = {32, 32, 0, 0, 0, 0, 0, 0};

  private final SecureRandom random;
  private final Data data = new Data(RangeModel.layout(ROUNDS));
  private final Scalar[] openings = new Scalar[AMOUNTS.length];
  private final Scalar[] bits = new Scalar[N];
  private final Scalar[] left = new Scalar[N];
  private final Scalar[] right = new Scalar[N];
  private Scalar alpha;
  private Scalar rho;
  private final Scalar[] tau = new Scalar[2];
  private final Scalar[] l0 = new Scalar[N];
  private final Scalar[] r0 = new Scalar[N];
  private final Scalar[] r1 = new Scalar[N];
  private Scalar[] a;
  private Scalar[] b;
  private RistrettoPoint[] g;
  private RistrettoPoint[] h;
  private int round;

  /** What is added to the first commitment before it is hashed. */
  private Element lie = Element.ZERO;

  RangeLiar(SecureRandom random) {
    this.random = random;
  }

  RangeLiar lyingAboutTheFirstAmount(Element difference) {
    lie = difference;
    return this;
  }

  /** Proves under a script; a named field is left out of it and solved for in the end. */
  byte[] prove(List<Script.Step> steps, String unknown) throws InvalidProofException {
    commit();
    List<Script.Challenge> drawn = new ArrayList<>();
    List<Script.Challenge> challenges =
        Script.replay(
            steps,
            data,
            challenge -> {
              drawn.add(challenge);
              answer(challenge, new RangeModel(ROUNDS, data, drawn));
            });
    RangeModel model = new RangeModel(ROUNDS, data, challenges);
    if (unknown.equals("t_x")) {
      Scalar factor = model.challenge("w").subtract(model.challenge("d"));
      solve(unknown, lie.g().multiply(error(model)).multiply(factor.invert()).negate());
    } else if (unknown.equals("t_x_blinding")) {
      solve(unknown, lie.h().multiply(model.slotWeight(0)));
    } else if (unknown.equals("e_blinding")) {
      solve(unknown, lie.h().multiply(error(model)));
    } else if (!unknown.isEmpty()) {
      RistrettoPoint rest = model.sum(unknown);
      byte[] solved = rest.multiply(model.unknownFactor().negate().invert()).compress().toBytes();
      byte[] value = data.bytes(unknown).clone();
      System.arraycopy(solved, 0, value, 0, solved.length);
      data.put(unknown, value);
    }
    return data.toBytes();
  }

  /** How much the lie about the commitment counts in the sum. */
  private static Scalar error(RangeModel model) {
    return model.challenge("d").multiply(model.slotWeight(0));
  }

  private void solve(String scalar, Scalar change) throws InvalidProofException {
    data.put(scalar, Scalar.parse(data.bytes(scalar)).add(change));
  }

  private void commit() {
    byte[] commitments = new byte[32 * RangeModel.SLOTS];
    int position = 0;
    for (int slot = 0; slot < AMOUNTS.length; slot++) {
      openings[slot] = Scalar.random(random);
      Element honest = new Element(Scalar.of(AMOUNTS[slot]), openings[slot]);
      byte[] commitment = honest.add(slot == 0 ? lie : Element.ZERO).bytes();
      System.arraycopy(commitment, 0, commitments, slot * commitment.length, commitment.length);
      for (int offset = 0; offset < BIT_LENGTHS[slot]; offset++) {
        bits[position++] = Scalar.of(AMOUNTS[slot] >>> offset & 1);
      }
    }
    data.put("V", commitments);
    data.put("n", BIT_LENGTHS);
    alpha = Scalar.random(random);
    rho = Scalar.random(random);
    Scalar[] complements = new Scalar[N];
    for (int i = 0; i < N; i++) {
      complements[i] = bits[i].subtract(Scalar.ONE);
      left[i] = Scalar.random(random);
      right[i] = Scalar.random(random);
    }
    g = VectorGenerators.g().subList(0, N).toArray(new RistrettoPoint[0]);
    h = VectorGenerators.h().subList(0, N).toArray(new RistrettoPoint[0]);
    put("A", sum(bits, g).add(sum(complements, h)).add(Pedersen.multiplyH(alpha)));
    put("S", sum(left, g).add(sum(right, h)).add(Pedersen.multiplyH(rho)));
  }

  private void answer(Script.Challenge challenge, RangeModel model) {
    switch (challenge.label()) {
      case "z" -> commitPolynomial(model);
      case "x" -> evaluatePolynomial(model);
      case "w" -> halve(model);
      case "u" -> {
        fold(challenge.value());
        halve(model);
      }
      default -> {
        // The others are not needed by the prover.
      }
    }
  }

  private void commitPolynomial(RangeModel model) {
    Scalar z = model.challenge("z");
    Scalar[] weights = model.bitWeights();
    Scalar power = Scalar.ONE;
    for (int i = 0; i < N; i++) {
      l0[i] = bits[i].subtract(z);
      r0[i] = power.multiply(bits[i].subtract(Scalar.ONE).add(z)).add(weights[i]);
      r1[i] = power.multiply(right[i]);
      power = power.multiply(model.challenge("y"));
    }
    Scalar[] t = {product(l0, r1).add(product(left, r0)), product(left, r1)};
    for (int i = 0; i < t.length; i++) {
      tau[i] = Scalar.random(random);
      put("T_" + (i + 1), Pedersen.commit(t[i], PedersenOpening.of(tau[i])));
    }
  }

  private void evaluatePolynomial(RangeModel model) {
    Scalar x = model.challenge("x");
    a = new Scalar[N];
    b = new Scalar[N];
    Scalar power = Scalar.ONE;
    Scalar yInverse = model.challenge("y").invert();
    for (int i = 0; i < N; i++) {
      a[i] = l0[i].add(left[i].multiply(x));
      b[i] = r0[i].add(r1[i].multiply(x));
      h[i] = h[i].multiply(power);
      power = power.multiply(yInverse);
    }
    data.put("t_x", product(a, b));
    Scalar blinding = tau[0].multiply(x).add(tau[1].multiply(x.square()));
    for (int slot = 0; slot < openings.length; slot++) {
      blinding = blinding.add(model.slotWeight(slot).multiply(openings[slot]));
    }
    data.put("t_x_blinding", blinding);
    data.put("e_blinding", alpha.add(rho.multiply(x)));
  }

  private void halve(RangeModel model) {
    int half = a.length / 2;
    if (half == 0) {
      data.put("a", a[0]);
      data.put("b", b[0]);
      return;
    }
    round++;
    put("L_" + round, cross(model, low(a), high(g), high(b), low(h)));
    put("R_" + round, cross(model, high(a), low(g), low(b), high(h)));
  }

  private static RistrettoPoint cross(
      RangeModel model, Scalar[] a, RistrettoPoint[] g, Scalar[] b, RistrettoPoint[] h) {
    Scalar inner = product(a, b).multiply(model.challenge("w"));
    return sum(a, g).add(sum(b, h)).add(Pedersen.multiplyG(inner));
  }

  private void fold(Scalar u) {
    Scalar inverse = u.invert();
    int half = a.length / 2;
    Scalar[] foldedA = new Scalar[half];
    Scalar[] foldedB = new Scalar[half];
    RistrettoPoint[] foldedG = new RistrettoPoint[half];
    RistrettoPoint[] foldedH = new RistrettoPoint[half];
    for (int i = 0; i < half; i++) {
      foldedA[i] = a[i].multiply(u).add(a[half + i].multiply(inverse));
      foldedB[i] = b[i].multiply(inverse).add(b[half + i].multiply(u));
      foldedG[i] = pair(inverse, g[i], u, g[half + i]);
      foldedH[i] = pair(u, h[i], inverse, h[half + i]);
    }
    a = foldedA;
    b = foldedB;
    g = foldedG;
    h = foldedH;
  }

  private static RistrettoPoint pair(
      Scalar first, RistrettoPoint left, Scalar second, RistrettoPoint right) {
    return sum(new Scalar[] {first, second}, new RistrettoPoint[] {left, right});
  }

  private static <T> T[] low(T[] values) {
    return Arrays.copyOf(values, values.length / 2);
  }

  private static <T> T[] high(T[] values) {
    return Arrays.copyOfRange(values, values.length / 2, values.length);
  }

  private static RistrettoPoint sum(Scalar[] scalars, RistrettoPoint[] points) {
    return MultiscalarMultiplication.variableTime(scalars, points);
  }

  private static Scalar product(Scalar[] left, Scalar[] right) {
    Scalar sum = Scalar.ZERO;
    for (int i = 0; i < left.length; i++) {
      sum = sum.add(left[i].multiply(right[i]));
    }
    return sum;
  }

  private void put(String name, RistrettoPoint point) {
    data.put(name, point.compress().toBytes());
  }
}
