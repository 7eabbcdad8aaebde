package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Errors inside one proof: two relations fail, but their sum does not. */
class CancellingRelationsTest {
  static final List<Statement> STATEMENTS =
      Statement.ALL.stream().filter(statement -> statement.relations().size() > 1).toList();

  private final SeededRandom random = new SeededRandom(77);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final BatchVerifier equalWeights = new BatchVerifier(new Constant());

  @ParameterizedTest
  @FieldSource("STATEMENTS")
  void proof_twoRelationsWhoseErrorsCancel_isRejected(Statement statement)
      throws InvalidProofException {
    // In the verifier's relations each first message stands with the factor -1.
    Element minusG = Element.G.multiply(Scalar.ONE.negate());
    for (int first = 0; first < statement.relations().size(); first++) {
      for (int second = first + 1; second < statement.relations().size(); second++) {
        byte[] data =
            new Liar(statement, random)
                .lyingAbout(announcement(statement, first), Element.G)
                .lyingAbout(announcement(statement, second), minusG)
                .prove(statement.script().own());
        String what = "relations " + first + " and " + second + ", " + random;
        assertEquals(
            List.of(first, second), Model.failing(statement, statement.script(), data), what);
        ProofData proof = Vectors.parse(statement.name(), data);
        assertFalse(verifier.verify(proof).isAccepted(), what);
        assertTrue(equalWeights.verify(proof).isAccepted(), what + " cancel indeed");
      }
    }
  }

  private static String announcement(Statement statement, int relation) {
    return Statement.announcement(statement.relations().get(relation));
  }

  /** A source whose weights are all the same: what a verifier must not use. */
  private static final class Constant extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 3);
    }
  }
}
