package io.quittance.verifier.forgery;

import io.quittance.verifier.forgery.Data.Field;
import io.quittance.verifier.forgery.Data.Kind;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A prover of sigma protocols that knows the factors of all points to the bases G and H, follows a
 * script that may have forgotten something, and makes use of that.
 *
 * <p>What was forgotten is not hashed, so it can be chosen last: the unknown is the one field that
 * is solved for when all challenges are known.
 */
final class Liar {
  private static final Element LIE = new Element(Scalar.ONE, Scalar.ONE);

  private final Statement statement;
  private final SecureRandom random;
  private final Map<String, Scalar> scalars = new HashMap<>();
  private final Map<String, Element> points = new HashMap<>();
  private final Map<String, Element> lies = new HashMap<>();
  private final Data data;
  private String unknown = "";

  Liar(Statement statement, SecureRandom random) {
    this.statement = statement;
    this.random = random;
    this.data = new Data(statement.layout());
    points.put("G", Element.G);
    points.put("H", Element.H);
  }

  /** Adds to a point of the context or to a message, before anything is hashed. */
  Liar lyingAbout(String point) {
    return lyingAbout(point, LIE);
  }

  Liar lyingAbout(String point, Element lie) {
    lies.put(point, lie);
    return this;
  }

  /** Chooses a secret or a nonce, which would be random otherwise. */
  Liar choosing(String name, Scalar value) {
    scalars.put(name, value);
    return this;
  }

  /** Leaves a field open until the challenges are known. */
  Liar solvingFor(String field) {
    unknown = field;
    return this;
  }

  /** Proves under a script, or what is left of it. */
  byte[] prove(List<Script.Step> steps) {
    for (Field field : statement.layout().fields()) {
      if (field.kind() == Kind.NUMBER) {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.put(field.name(), number.putLong(random.nextInt(1 << 20)).array());
        scalars.put(field.name(), Model.number(data.bytes(field.name())));
      }
    }
    statement.context().values().forEach(this::drawSecrets);
    statement.responses().values().forEach(this::drawSecrets);
    statement.context().forEach((name, made) -> points.put(name, made.evaluate(scalars, points)));
    // The first message fits the truth; only then come the lies, for it could simulate them.
    announce();
    statement.context().keySet().forEach(this::send);
    statement.relations().stream().map(Statement::announcement).forEach(this::send);
    Script.replay(
        steps,
        data,
        challenge -> {
          scalars.put(challenge.label(), challenge.value());
          if (challenge.label().equals("c")) {
            respond();
          }
          if (challenge.label().equals("w") && statement.responses().containsKey(unknown)) {
            solveJoined();
          }
        });
    if (points.containsKey(unknown)) {
      solveRelation();
    }
    return data.toBytes();
  }

  /** The names of all secrets and nonces of a statement. */
  static Set<String> secrets(Statement statement) {
    Set<String> names = new TreeSet<>();
    Stream.concat(statement.context().values().stream(), statement.responses().values().stream())
        .flatMap(expression -> expression.terms().stream())
        .forEach(term -> names.addAll(term.scalars()));
    names.removeAll(statement.responses().keySet());
    names.removeAll(List.of("c", "t", "s"));
    return names;
  }

  private void drawSecrets(Expression expression) {
    for (Expression.Term term : expression.terms()) {
      for (String name : term.scalars()) {
        boolean known =
            name.equals("c")
                || name.equals("t")
                || statement.responses().containsKey(name)
                || scalars.containsKey(name);
        if (!known && name.startsWith("1/")) {
          String base = name.substring(2);
          scalars.computeIfAbsent(base, absent -> Scalar.random(random));
          scalars.put(name, scalars.get(base).invert());
        } else if (!known) {
          scalars.put(name, Scalar.random(random));
        }
      }
    }
  }

  /** Sends a point, or a lie about it; the unknown is left open. */
  private void send(String name) {
    points.put(name, points.get(name).add(lies.getOrDefault(name, Element.ZERO)));
    if (!name.equals(unknown)) {
      data.put(name, points.get(name).bytes());
    }
  }

  /** The first message: what the relations are worth when the responses are the nonces alone. */
  private void announce() {
    Map<String, Scalar> nonces = new HashMap<>(scalars);
    nonces.put("c", Scalar.ZERO);
    nonces.put("t", Scalar.ZERO);
    statement
        .responses()
        .forEach(
            (name, response) ->
                nonces.put(
                    name, statement.isField(name) ? response.evaluate(nonces) : Scalar.ZERO));
    for (Expression relation : statement.relations()) {
      String name = Statement.announcement(relation);
      points.put(name, Element.ZERO);
      Scalar factor = relation.coefficient(name, nonces).negate().invert();
      points.put(name, relation.evaluate(nonces, points).multiply(factor));
    }
  }

  private void respond() {
    statement
        .responses()
        .forEach(
            (name, response) -> {
              scalars.put(name, response.evaluate(scalars));
              if (statement.isField(name) && !name.equals(unknown)) {
                data.put(name, scalars.get(name));
              }
            });
  }

  /** Chooses a point so that its relation holds. */
  private void solveRelation() {
    Expression relation = statement.relationOf(unknown);
    points.put(unknown, Element.ZERO);
    Scalar factor = relation.coefficient(unknown, scalars).negate().invert();
    points.put(unknown, relation.evaluate(scalars, points).multiply(factor));
    data.put(unknown, points.get(unknown).bytes());
  }

  /** Chooses a response so that the relations hold when joined by a known w. */
  private void solveJoined() {
    Element rest = joined(Scalar.ZERO);
    Element slope = joined(Scalar.ONE).add(rest.multiply(Scalar.ONE.negate()));
    Scalar response =
        slope.g().equals(Scalar.ZERO)
            ? rest.h().negate().multiply(slope.h().invert())
            : rest.g().negate().multiply(slope.g().invert());
    scalars.put(unknown, response);
    data.put(unknown, response);
  }

  private Element joined(Scalar response) {
    Map<String, Scalar> values = new HashMap<>(scalars);
    values.put(unknown, response);
    statement
        .responses()
        .forEach(
            (name, share) -> {
              if (!statement.isField(name)) {
                values.put(name, share.evaluate(values));
              }
            });
    Element sum = Element.ZERO;
    Scalar power = Scalar.ONE;
    for (Expression relation : statement.relations()) {
      sum = sum.add(relation.evaluate(values, points).multiply(power));
      power = power.multiply(scalars.get("w"));
    }
    return sum;
  }
}
