package io.quittance.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Transcript completeness: no byte of context or proof can be changed without a rejection.
 *
 * <p>A public input that the transcript forgets can be changed after the challenge is known, which
 * is the mistake behind the forgeries of 2025.
 */
class MutationTest {
  static final List<String> TYPES = Vectors.TYPES;

  private final SeededRandom random = new SeededRandom(49);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @ParameterizedTest
  @FieldSource("TYPES")
  void proof_anyByteOfContextOrProofChanged_isRejected(String type) throws InvalidProofException {
    byte[] data = Vectors.data(Vectors.proofs(type).get(3));
    List<String> accepted = new ArrayList<>();
    List<List<ProofData>> items = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    items.add(List.of(Vectors.parse(type, data)));
    offsets.add(-1);
    for (int offset = 0; offset < data.length; offset++) {
      byte[] changed = data.clone();
      changed[offset] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      try {
        items.add(List.of(Vectors.parse(type, changed)));
        offsets.add(offset);
      } catch (InvalidProofException e) {
        // Refused when parsed, which is a rejection too.
        assertTrue(e.getMessage().length() > 10, e.getMessage());
      }
    }
    List<Verdict> verdicts = verifier.verify(items);
    assertTrue(verdicts.get(0).isAccepted(), "the unchanged proof");
    for (int i = 1; i < verdicts.size(); i++) {
      if (verdicts.get(i).isAccepted()) {
        accepted.add(type + " with byte " + offsets.get(i) + " changed, " + random);
      }
    }
    assertEquals(List.of(), accepted);
  }
}
