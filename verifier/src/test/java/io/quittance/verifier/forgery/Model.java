package io.quittance.verifier.forgery;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.forgery.Data.Field;
import io.quittance.verifier.forgery.Data.Kind;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A verifier of sigma protocols that believes the given script, whatever that leaves out.
 *
 * <p>It knows no identity rules, so that what it accepts or rejects is due to relations alone.
 */
final class Model {
  private final Statement statement;
  private final Map<String, Scalar> scalars = new HashMap<>();
  private final Map<String, RistrettoPoint> points = new HashMap<>();

  private Model(Statement statement, List<Script.Step> steps, byte[] bytes)
      throws InvalidProofException {
    this.statement = statement;
    Data data = Data.of(statement.layout(), bytes);
    points.put("G", Pedersen.G);
    points.put("H", Pedersen.H);
    for (Field field : statement.layout().fields()) {
      byte[] value = data.bytes(field.name());
      if (field.kind() == Kind.SCALAR) {
        scalars.put(field.name(), Scalar.parse(value));
      } else if (field.kind() == Kind.NUMBER) {
        scalars.put(field.name(), number(value));
      } else {
        points.put(field.name(), CompressedRistretto.of(value).decode());
      }
    }
    for (Script.Challenge challenge : Script.replay(steps, data)) {
      scalars.put(challenge.label(), challenge.value());
    }
    statement.responses().forEach(this::putShare);
  }

  static Scalar number(byte[] littleEndian) {
    return Scalar.of(ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).getLong());
  }

  private void putShare(String name, Expression share) {
    if (!statement.isField(name)) {
      scalars.put(name, share.evaluate(scalars));
    }
  }

  /** The numbers of the relations that fail, each looked at on its own. */
  static List<Integer> failing(Statement statement, Script script, byte[] bytes)
      throws InvalidProofException {
    Model model = new Model(statement, script.own(), bytes);
    List<Integer> failing = new ArrayList<>();
    for (int i = 0; i < statement.relations().size(); i++) {
      if (!model.evaluate(statement.relations().get(i)).isIdentity()) {
        failing.add(i);
      }
    }
    return failing;
  }

  /** The peers' verdict: all relations joined by powers of the challenge w. */
  static boolean acceptsJoined(Statement statement, Script script, byte[] bytes)
      throws InvalidProofException {
    Model model = new Model(statement, script.all(), bytes);
    RistrettoPoint sum = RistrettoPoint.IDENTITY;
    Scalar power = Scalar.ONE;
    for (Expression relation : statement.relations()) {
      sum = sum.add(model.evaluate(relation).multiply(power));
      power = power.multiply(model.scalars.getOrDefault("w", Scalar.ZERO));
    }
    return sum.isIdentity();
  }

  private RistrettoPoint evaluate(Expression relation) {
    RistrettoPoint sum = RistrettoPoint.IDENTITY;
    for (Expression.Term term : relation.terms()) {
      sum = sum.add(points.get(term.point()).multiply(term.coefficient(scalars)));
    }
    return sum;
  }
}
