package io.quittance.verifier.forgery;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.forgery.Data.Layout;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * A verifier of range proofs that believes the given script, term by term as the equation stands in
 * Bünz et al., "Bulletproofs" (2018), sections 4.2 and 6.2, with the challenge d in place of c.
 */
final class RangeModel {
  static final int SLOTS = 8;

  private final int rounds;
  private final int n;
  private final Data data;
  private final List<Script.Challenge> challenges;
  private final List<Scalar> scalars = new ArrayList<>();
  private final List<RistrettoPoint> points = new ArrayList<>();
  private Scalar unknownFactor = Scalar.ZERO;

  RangeModel(int rounds, Data data, List<Script.Challenge> challenges) {
    this.rounds = rounds;
    this.n = 1 << rounds;
    this.data = data;
    this.challenges = challenges;
  }

  static Layout layout(int rounds) {
    StringBuilder text = new StringBuilder("V:256 n:8 A S T_1 T_2 t_x# t_x_blinding# e_blinding#");
    for (int round = 1; round <= rounds; round++) {
      text.append(" L_").append(round).append(" R_").append(round);
    }
    return Layout.parse(text.append(" a# b#").toString());
  }

  static boolean accepts(int rounds, List<Script.Step> steps, byte[] bytes)
      throws InvalidProofException {
    Data data = Data.of(layout(rounds), bytes);
    return new RangeModel(rounds, data, Script.replay(steps, data)).sum("").isIdentity();
  }

  Scalar challenge(String label, int number) {
    return challenges.stream()
        .filter(known -> known.label().equals(label) && known.number() == number)
        .findFirst()
        .orElseThrow()
        .value();
  }

  Scalar challenge(String label) {
    return challenge(label, 1);
  }

  /** The factor of the unknown point, known once the sum without it has been made. */
  Scalar unknownFactor() {
    return unknownFactor;
  }

  /** What must be the identity, less the term of an unknown point. */
  RistrettoPoint sum(String unknown) throws InvalidProofException {
    Scalar x = challenge("x");
    Scalar d = challenge("d");
    Scalar w = challenge("w");
    add("A", Scalar.ONE, unknown);
    add("S", x, unknown);
    add("T_1", d.multiply(x), unknown);
    add("T_2", d.multiply(x.square()), unknown);
    Scalar blinding = scalar("e_blinding").add(d.multiply(scalar("t_x_blinding")));
    add(blinding.negate(), Pedersen.H);
    Scalar product = scalar("a").multiply(scalar("b"));
    Scalar g = w.multiply(scalar("t_x").subtract(product));
    add(g.add(d.multiply(delta().subtract(scalar("t_x")))), Pedersen.G);
    for (int round = 1; round <= rounds; round++) {
      Scalar u = challenge("u", round);
      add("L_" + round, u.square(), unknown);
      add("R_" + round, u.square().invert(), unknown);
    }
    addVectors();
    addCommitments(unknown);
    return MultiscalarMultiplication.variableTime(
        scalars.toArray(new Scalar[0]), points.toArray(new RistrettoPoint[0]));
  }

  private void addVectors() throws InvalidProofException {
    Scalar z = challenge("z");
    Scalar[] s = new Scalar[n];
    for (int i = 0; i < n; i++) {
      s[i] = Scalar.ONE;
      for (int round = 1; round <= rounds; round++) {
        Scalar u = challenge("u", round);
        s[i] = s[i].multiply((i >>> (rounds - round) & 1) == 1 ? u : u.invert());
      }
    }
    Scalar yInverse = challenge("y").invert();
    Scalar power = Scalar.ONE;
    Scalar[] q = bitWeights();
    for (int i = 0; i < n; i++) {
      add(z.negate().subtract(scalar("a").multiply(s[i])), VectorGenerators.g().get(i));
      Scalar inner = q[i].subtract(scalar("b").multiply(s[n - 1 - i]));
      add(z.add(power.multiply(inner)), VectorGenerators.h().get(i));
      power = power.multiply(yInverse);
    }
  }

  /** For each position: {@code z^(j+1)*2^o} with j from 1 on. */
  Scalar[] bitWeights() {
    Scalar[] weights = new Scalar[n];
    int position = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      for (int offset = 0; offset < data.bytes("n")[slot]; offset++) {
        weights[position++] = slotWeight(slot).multiply(Scalar.of(1L << offset));
      }
    }
    return weights;
  }

  Scalar slotWeight(int slot) {
    Scalar weight = challenge("z").square();
    for (int i = 0; i < slot; i++) {
      weight = weight.multiply(challenge("z"));
    }
    return weight;
  }

  private Scalar delta() {
    Scalar z = challenge("z");
    Scalar sum = Scalar.ZERO;
    Scalar power = Scalar.ONE;
    for (int i = 0; i < n; i++) {
      sum = sum.add(power);
      power = power.multiply(challenge("y"));
    }
    Scalar delta = z.subtract(z.square()).multiply(sum);
    for (Scalar weight : bitWeights()) {
      delta = delta.subtract(z.multiply(weight));
    }
    return delta;
  }

  private void addCommitments(String unknown) throws InvalidProofException {
    for (int slot = 0; slot < SLOTS && data.bytes("n")[slot] != 0; slot++) {
      Scalar factor = challenge("d").multiply(slotWeight(slot));
      if (slot == 0 && unknown.equals("V")) {
        unknownFactor = factor;
      } else {
        CompressedRistretto commitment =
            CompressedRistretto.of(data.bytes("V"), slot * CompressedRistretto.BYTES);
        add(factor, commitment.decode());
      }
    }
  }

  private Scalar scalar(String name) throws InvalidProofException {
    return Scalar.parse(data.bytes(name));
  }

  private void add(String name, Scalar factor, String unknown) throws InvalidProofException {
    if (name.equals(unknown)) {
      unknownFactor = factor;
    } else {
      add(factor, CompressedRistretto.of(data.bytes(name)).decode());
    }
  }

  private void add(Scalar factor, RistrettoPoint point) {
    scalars.add(factor);
    points.add(point);
  }
}
