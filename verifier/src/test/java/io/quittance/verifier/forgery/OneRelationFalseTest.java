package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.Verdict;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Provers who lie before the challenge is drawn, so that all relations of a statement hold but one,
 * and nothing but this one can tell.
 */
class OneRelationFalseTest {
  static final List<Statement> STATEMENTS = Statement.ALL;

  private final SeededRandom random = new SeededRandom(74);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @ParameterizedTest
  @FieldSource("STATEMENTS")
  void proof_allRelationsHold_isAccepted(Statement statement) throws InvalidProofException {
    byte[] data = new Liar(statement, random).prove(statement.script().own());
    assertEquals(List.of(), Model.failing(statement, statement.script(), data));
    assertEquals(Verdict.accepted(), judge(statement, data), random.toString());
  }

  /**
   * The lie is about the context, about the first message, or about the response of one relation.
   */
  @ParameterizedTest
  @FieldSource("STATEMENTS")
  void proof_oneRelationFalse_isRejectedWhicheverItIs(Statement statement)
      throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < statement.relations().size(); i++) {
      Expression relation = statement.relations().get(i);
      for (String lie :
          List.of(statement.contextPoint(relation), Statement.announcement(relation))) {
        for (Element error : List.of(Element.G, Element.H)) {
          byte[] data =
              new Liar(statement, random).lyingAbout(lie, error).prove(statement.script().own());
          assertEquals(
              List.of(i), Model.failing(statement, statement.script(), data), random.toString());
          if (judge(statement, data).isAccepted()) {
            failures.add("relation " + i + " with a false " + lie);
          }
        }
      }
    }
    assertEquals(List.of(), failures, random.toString());
  }

  private Verdict judge(Statement statement, byte[] data) throws InvalidProofException {
    return verifier.verify(Vectors.parse(statement.name(), data));
  }
}
