package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.forgery.Forger.Forged;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * For each message of each transcript: what could be forged if it were forgotten, which shows that
 * the forgery is real, and that the verifier rejects it.
 */
class WeakFiatShamirTest {
  static final List<Statement> STATEMENTS = Statement.ALL;

  private final SeededRandom random = new SeededRandom(70);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @ParameterizedTest
  @FieldSource("STATEMENTS")
  void forgery_withAMessageForgotten_passesOnlyWhereItIsForgotten(Statement statement)
      throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    List<Forged> all = new Forger(random).forgeAll(statement);
    for (Forged forged : all) {
      if (!forged.acceptedBy(forged.weakened())) {
        failures.add(forged + " fools nobody");
      }
      if (forged.acceptedBy(statement.script())) {
        failures.add(forged + " is accepted by the model");
      }
      if (verifier.verify(Vectors.parse(statement.name(), forged.data())).isAccepted()) {
        failures.add(forged + " is accepted");
      }
    }
    assertEquals(List.of(), failures, random.toString());
    assertTrue(all.size() >= 5, "each message is forgotten once");
  }
}
