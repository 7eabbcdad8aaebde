package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For each message of the range proof's transcript: what follows if it is forgotten. */
class WeakRangeTranscriptTest {
  private static final String TYPE = "BatchedRangeProofU64";

  /** A first commitment to 5 - 2^40 in place of 5. */
  private static final Element NEGATIVE = new Element(Scalar.of(1L << 40).negate(), Scalar.ZERO);

  /**
   * Nothing depends on these but d, and a proof whose relations both hold does so for any d. Nobody
   * gains by d being known before them: the factors of the generators G_i and H_i leave no choice
   * of a and b. That they are hashed shows where a challenge must follow each message.
   */
  private static final Set<String> FIXED_BY_GENERATORS = Set.of("ipp_a", "ipp_b");

  /**
   * The bit lengths are no point or scalar to solve for, and the amounts must fit them whenever
   * they are chosen; without them the proof is only another protocol's.
   */
  private static final String BIT_LENGTHS = "n";

  private final SeededRandom random = new SeededRandom(71);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final Script script = Script.read(TYPE);

  @Test
  void proof_ofTheTextbookProver_isAcceptedByModelAndVerifier() throws InvalidProofException {
    byte[] data = new RangeLiar(random).prove(script.own(), "");
    assertTrue(RangeModel.accepts(RangeLiar.ROUNDS, script.own(), data));
    assertTrue(verifier.verify(Vectors.parse(TYPE, data)).isAccepted());
    byte[] lie = new RangeLiar(random).lyingAboutTheFirstAmount(NEGATIVE).prove(script.own(), "");
    assertFalse(RangeModel.accepts(RangeLiar.ROUNDS, script.own(), lie));
    assertFalse(verifier.verify(Vectors.parse(TYPE, lie)).isAccepted());
  }

  @Test
  void forgery_withAMessageForgotten_passesOnlyWhereItIsForgotten() throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    for (int step = 0; step < script.own().size(); step++) {
      Script.Step forgotten = script.own().get(step);
      if (!forgotten.isChallenge() && !FIXED_BY_GENERATORS.contains(forgotten.label())) {
        List<Script.Step> weak = script.without(step).own();
        judge(forgotten + " forgotten", weak, forge(step, weak), failures);
      }
    }
    assertEquals(List.of(), failures, random.toString());
  }

  private byte[] forge(int step, List<Script.Step> weak) throws InvalidProofException {
    List<String> fields = script.own().get(step).fields();
    RangeLiar liar = new RangeLiar(random);
    if (fields.isEmpty() || fields.contains(BIT_LENGTHS)) {
      return liar.prove(weak, "");
    }
    boolean blinding = fields.get(0).endsWith("_blinding");
    liar.lyingAboutTheFirstAmount(blinding ? Element.H : NEGATIVE);
    return liar.prove(weak, fields.get(0));
  }

  /** Before April 2025 the relations were joined by c, and d was not drawn. */
  @Test
  void proof_ofAnOlderTranscript_isRejected() throws InvalidProofException {
    int c = indexOf("challenge c 64");
    int d = script.own().size() - 1;
    List<Script.Step> withoutC = script.without(c).own();
    List<Script.Step> withoutDomain = script.without(0).own();
    List<Script.Step> dBeforeTheInnerProduct = new ArrayList<>(script.own());
    dBeforeTheInnerProduct.add(c + 1, dBeforeTheInnerProduct.remove(d));
    List<Script.Step> dInPlaceOfC = new ArrayList<>(script.own());
    dInPlaceOfC.set(c, dInPlaceOfC.remove(d));
    List<String> failures = new ArrayList<>();
    judge("without c", withoutC, failures);
    judge("without the program's name", withoutDomain, failures);
    judge("d before the inner product", dBeforeTheInnerProduct, failures);
    judge("d in place of c", dInPlaceOfC, failures);
    assertEquals(List.of(), failures, random.toString());
  }

  private int indexOf(String step) {
    return script.own().stream().map(Script.Step::toString).toList().indexOf(step);
  }

  private void judge(String what, List<Script.Step> weak, List<String> failures)
      throws InvalidProofException {
    judge(what, weak, new RangeLiar(random).prove(weak, ""), failures);
  }

  private void judge(String what, List<Script.Step> weak, byte[] data, List<String> failures)
      throws InvalidProofException {
    if (!RangeModel.accepts(RangeLiar.ROUNDS, weak, data)) {
      failures.add(what + ": fools nobody");
    }
    if (verifier.verify(Vectors.parse(TYPE, data)).isAccepted()) {
      failures.add(what + ": is accepted");
    }
  }
}
