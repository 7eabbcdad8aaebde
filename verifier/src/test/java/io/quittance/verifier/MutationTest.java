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
 * No byte of a proof or of its context can be changed without a rejection.
 *
 * <p>There is no exception. Bytes that nothing is proved about do not exist: the slots that a range
 * proof leaves unused must be zero, a padding commitment is proved to be one as much as the others,
 * and the encodings of points and scalars are unique. What holds for other values of a byte is
 * another proof, which a prover could make but nobody can turn this one into.
 */
class MutationTest {
  static final List<String> TYPES = Vectors.TYPES;

  /** Items in a batch; most are bad, so that larger batches would be halved more often. */
  private static final int BATCH = 256;

  private final SeededRandom random = new SeededRandom(49);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  /** A changed proof that could be parsed. */
  private record Mutant(String what, ProofData proof) {}

  @ParameterizedTest
  @FieldSource("TYPES")
  void proof_anyByteOfContextOrProofChanged_isRejected(String type) throws InvalidProofException {
    byte[] data = Vectors.data(Vectors.proofs(type).get(3));
    List<Mutant> mutants = new ArrayList<>();
    int refused = 0;
    for (int offset = 0; offset < data.length; offset++) {
      byte old = data[offset];
      byte[] changes = changes(type, old);
      for (byte change : changes) {
        byte[] changed = data.clone();
        changed[offset] = change;
        if (change != old) {
          try {
            ProofData proof = Vectors.parse(type, changed);
            mutants.add(new Mutant("byte " + offset + " changed to " + change, proof));
          } catch (InvalidProofException e) {
            // Refused when parsed, which is a rejection too.
            assertTrue(e.getMessage().length() > 10, e.getMessage());
            refused++;
          }
        }
      }
    }
    assertEquals(List.of(), accepted(mutants, Vectors.parse(type, data)), type + ", " + random);
    assertTrue(mutants.size() + refused >= data.length, "each byte is changed");
  }

  /**
   * One bit; and another byte, 0 and 0xff where a rejection costs no sum of 256 and more points.
   */
  private byte[] changes(String type, byte old) {
    byte bit = (byte) (old ^ 1 << random.nextInt(Byte.SIZE));
    boolean large = type.equals("BatchedRangeProofU128") || type.equals("BatchedRangeProofU256");
    byte other = (byte) (old + 1 + random.nextInt(255));
    return large ? new byte[] {bit} : new byte[] {bit, other, 0, -1};
  }

  /** Verifies batches of mutants with the unchanged proof among them, which alone may pass. */
  private List<String> accepted(List<Mutant> mutants, ProofData original) {
    List<String> accepted = new ArrayList<>();
    for (int start = 0; start < mutants.size(); start += BATCH) {
      List<Mutant> batch = mutants.subList(start, Math.min(mutants.size(), start + BATCH));
      List<List<ProofData>> items = new ArrayList<>();
      batch.forEach(mutant -> items.add(List.of(mutant.proof)));
      int place = random.nextInt(items.size() + 1);
      items.add(place, List.of(original));
      List<Verdict> verdicts = verifier.verify(items);
      assertTrue(verdicts.get(place).isAccepted(), "the unchanged proof");
      for (int i = 0; i < batch.size(); i++) {
        if (verdicts.get(i < place ? i : i + 1).isAccepted()) {
          accepted.add(batch.get(i).what);
        }
      }
    }
    return accepted;
  }
}
