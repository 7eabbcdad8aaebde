package io.quittance.verifier.forgery;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.forgery.Data.Kind;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Makes, for each message that a transcript could have forgotten, a proof that profits. */
final class Forger {
  /** What an attacker gains. */
  enum Gain {
    /** A proof whose relations do not all hold under the true challenges, made at will. */
    FORGERY,
    /** A proof of another context than the one that was proved. */
    OTHER_CONTEXT,
    /** A proof that was made for another protocol, where this message told the two apart. */
    REPLAY
  }

  /** A proof, and the step without which a verifier accepts it. */
  record Forged(Statement statement, int forgotten, String field, Gain gain, byte[] data) {
    Script weakened() {
      return statement.script().without(forgotten);
    }

    /** Whether it is a message that only those need who join relations by the challenge w. */
    boolean joined() {
      return forgotten >= statement.script().own().size();
    }

    boolean acceptedBy(Script script) throws InvalidProofException {
      return joined()
          ? Model.acceptsJoined(statement, script, data)
          : Model.failing(statement, script, data).isEmpty();
    }

    @Override
    public String toString() {
      String step = statement.script().all().get(forgotten).toString();
      return statement + " without " + step + ": " + gain + " of " + field;
    }
  }

  private final SecureRandom random;

  Forger(SecureRandom random) {
    this.random = random;
  }

  /** One forged proof for each field that each step appends, and one for each constant. */
  List<Forged> forgeAll(Statement statement) throws InvalidProofException {
    Script script = statement.script();
    List<Forged> forged = new ArrayList<>();
    for (int step = 0; step < script.all().size(); step++) {
      if (script.all().get(step).isChallenge()) {
        continue;
      }
      Script weak = script.without(step);
      List<String> fields = script.all().get(step).fields();
      for (String field : fields) {
        if (step >= script.own().size()) {
          forged.add(forgeResponse(statement, step, weak, field));
        } else if (statement.layout().field(field).kind() == Kind.NUMBER) {
          forged.add(exchangeNumber(statement, step, weak, field));
        } else {
          forged.add(forgePoint(statement, step, weak, field));
        }
      }
      if (fields.isEmpty()) {
        byte[] data = new Liar(statement, random).prove(weak.own());
        forged.add(new Forged(statement, step, "the transcript", Gain.REPLAY, data));
      }
    }
    return forged;
  }

  /** A lie about another point of the same relation is made good by the one that is not hashed. */
  private Forged forgePoint(Statement statement, int step, Script weak, String field) {
    Expression relation = statement.relationOf(field);
    String announcement = Statement.announcement(relation);
    String lie = field.equals(announcement) ? statement.contextPoint(relation) : announcement;
    byte[] data = new Liar(statement, random).lyingAbout(lie).solvingFor(field).prove(weak.own());
    return new Forged(statement, step, field, Gain.FORGERY, data);
  }

  /** Half of the OR proof has the challenge 0 and says nothing; the number stands only there. */
  private Forged exchangeNumber(Statement statement, int step, Script weak, String field) {
    byte[] data = new Liar(statement, random).choosing("y_share", Scalar.ZERO).prove(weak.own());
    data[statement.layout().field(field).offset()]++;
    return new Forged(statement, step, field, Gain.OTHER_CONTEXT, data);
  }

  /** A lie in one relation is made good in another, because w is known before this response. */
  private Forged forgeResponse(Statement statement, int step, Script weak, String field)
      throws InvalidProofException {
    for (Expression relation : statement.relations()) {
      for (Element lie : List.of(Element.G, Element.H)) {
        Liar liar =
            new Liar(statement, random)
                .lyingAbout(statement.contextPoint(relation), lie)
                .solvingFor(field);
        if (field.equals("c_max")) {
          withoutRandomness(liar);
        }
        byte[] data = liar.prove(weak.all());
        if (Model.acceptsJoined(statement, weak, data)
            && !Model.failing(statement, statement.script(), data).isEmpty()) {
          return new Forged(statement, step, field, Gain.FORGERY, data);
        }
      }
    }
    throw new IllegalStateException("no forgery of " + statement + " without step " + step);
  }

  /**
   * One scalar can make good one coordinate only, so the phantom challenge needs commitments that
   * have no other: nothing forbids amounts without randomness.
   */
  private static void withoutRandomness(Liar liar) {
    for (String name : List.of("r_m", "r_d", "r_c", "y_max", "y_delta", "y_claimed")) {
      liar.choosing(name, Scalar.ZERO);
    }
  }
}
