package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Proofs;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Statements;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.range.RangeChallenges;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.SigmaChallenges;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The files under {@code transcripts/} tell what is done to the transcripts: whoever does the same
 * gets the same challenges, and whoever does anything else does not.
 */
class TranscriptGoldenTest {
  static final List<String> TYPES = Vectors.TYPES;

  private final SeededRandom random = new SeededRandom(72);

  @ParameterizedTest
  @FieldSource("TYPES")
  void script_replayedWithThePeersProofs_givesThePeersChallenges(String type) {
    List<String> failures = new ArrayList<>();
    List<Script.Step> steps = Script.read(type).all();
    for (JsonNode proofCase : Vectors.proofs(type)) {
      List<String> expected = new ArrayList<>();
      for (JsonNode challenge : proofCase.get("challenges")) {
        expected.add(challenge.get("label").asText() + " " + challenge.get("scalar").asText());
      }
      List<String> drawn = new ArrayList<>();
      for (Script.Challenge challenge : Script.replay(steps, data(type, proofCase))) {
        drawn.add(challenge.label() + " " + hex(challenge.value()));
      }
      if (!expected.equals(drawn)) {
        failures.add(proofCase.get("id").asText() + ": " + expected + " but " + drawn);
      }
    }
    assertEquals(List.of(), failures);
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void verifier_drawsTheChallengesOfTheScript(String type) throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(type)) {
      byte[] bytes = Vectors.data(proofCase);
      assertEquals(
          values(type, Script.replay(Script.read(type).own(), data(type, proofCase))),
          challenges(Vectors.parse(type, bytes)),
          proofCase.get("id").asText());
    }
  }

  /** The responses fit no other challenges than those that the prover has drawn. */
  @ParameterizedTest
  @FieldSource("TYPES")
  void prover_answersTheChallengesOfTheScript(String type) throws InvalidProofException {
    for (int i = 0; i < 3; i++) {
      ProofData proof = Proofs.prove(type, random);
      if (proof instanceof BatchedRangeProof range) {
        int rounds = Integer.numberOfTrailingZeros(range.size().totalBits());
        assertTrue(
            RangeModel.accepts(rounds, Script.read(type).own(), proof.toBytes()),
            random.toString());
      } else {
        Statement statement = Statement.named(type);
        assertEquals(
            List.of(),
            Model.failing(statement, statement.script(), proof.toBytes()),
            random.toString());
      }
    }
  }

  /** The words of the files, operation by operation: the lists say where they part. */
  @ParameterizedTest
  @FieldSource("TYPES")
  void proverAndVerifier_doWhatTheScriptSays(String type) throws InvalidProofException {
    List<String> expected =
        Script.read(type).own().stream()
            .map(step -> step.operation() + " " + step.label() + " " + step.bytes())
            .toList();
    Recorder prover = new Recorder();
    ProofData proof = Proofs.prove(type, prover, random);
    // The prover of ranges needs no challenge after its last message and does not draw it.
    int last = type.startsWith("BatchedRangeProof") ? 3 : 0;
    assertEquals(List.of(expected.subList(0, expected.size() - last)), prover.runs(), "the prover");
    Recorder verifier = new Recorder();
    Statements.state(proof, verifier);
    assertEquals(List.of(expected), verifier.runs(), "the verifier");
  }

  static List<Scalar> challenges(ProofData proof) {
    return proof instanceof BatchedRangeProof range
        ? RangeChallenges.of(range)
        : SigmaChallenges.of(proof);
  }

  /** The values that a verifier uses: all but the range proof's c. */
  private static List<Scalar> values(String type, List<Script.Challenge> challenges) {
    return challenges.stream()
        .filter(challenge -> !isUnused(type, challenge.label()))
        .map(Script.Challenge::value)
        .toList();
  }

  static boolean isUnused(String type, String label) {
    return type.startsWith("BatchedRangeProof") && label.equals("c");
  }

  static Data.Layout layout(String type) {
    return type.startsWith("BatchedRangeProof")
        ? RangeModel.layout(Integer.numberOfTrailingZeros(Integer.parseInt(type.substring(18))))
        : Statement.named(type).layout();
  }

  private static Data data(String type, JsonNode proofCase) {
    return Data.of(layout(type), Vectors.data(proofCase));
  }

  private static String hex(Scalar scalar) {
    return HexFormat.of().formatHex(scalar.toBytes());
  }
}
