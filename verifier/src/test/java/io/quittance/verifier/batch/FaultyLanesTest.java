package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Transfers;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.ristretto.PlayedLanes;
import io.quittance.verifier.ristretto.PlayedLanes.Fault;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever lanes that went wrong say, what holds is not rejected, and what does not is. */
class FaultyLanesTest {
  private final SeededRandom random = new SeededRandom(311);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  private List<List<ProofData>> items() {
    List<ProofData> transfer = Transfers.prove(1_000_000, 70_000, random);
    List<List<ProofData>> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<ProofData> item = new ArrayList<>(transfer);
      if (i % 3 == 1) {
        item.set(i / 3, spoilt(transfer.get(i / 3)));
      }
      items.add(item);
    }
    return items;
  }

  private static ProofData spoilt(ProofData proof) {
    byte[] data = proof.toBytes();
    data[data.length - 32] ^= 1;
    try {
      return Vectors.parse(proof.statement(), data);
    } catch (InvalidProofException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void verdicts_withAnyFault_areThoseOfTheScalarCode() throws Exception {
    List<List<ProofData>> items = items();
    List<AdvisedProofs> advised = new ArrayList<>();
    for (List<ProofData> item : items) {
      advised.add(new AdvisedProofs(item, DecodingAdvice.forProofs(item)));
    }
    List<Verdict> expected = verifier.verify(items);
    assertFalse(expected.get(1).isAccepted());
    assertEquals(4, expected.stream().filter(Verdict::isAccepted).count());
    List<Fault> overruled = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      if (fault != Fault.SUM_THROWS) {
        PlayedLanes.use(
            fault, () -> assertEquals(expected, verifier.verify(items), fault.toString()));
        PlayedLanes.use(
            fault,
            () -> {
              BatchResult result = verifier.verifyAdvised(advised);
              assertEquals(expected, result.verdicts(), fault.toString());
              if (result.overruled() > 0) {
                overruled.add(fault);
              }
              // Lanes that were found out are not asked again.
              assertEquals(result.overruled() == 0, PlayedLanes.areUsed(), fault.toString());
            });
      }
    }
    assertTrue(overruled.contains(Fault.CLAIM_DECODES_ANOTHER), overruled.toString());
    assertTrue(overruled.contains(Fault.SUM_IS_ANOTHER), overruled.toString());
    assertTrue(overruled.contains(Fault.SUM_IS_ZEROS), overruled.toString());
    assertTrue(overruled.contains(Fault.SUM_IS_NO_POINT), overruled.toString());
    assertFalse(overruled.contains(Fault.NONE), overruled.toString());
  }

  /** Zeros for every sum were once taken for the identity, and forgeries for proofs. */
  @Test
  void forgery_whereAllSumsAreZeros_isRejected() throws Exception {
    List<List<ProofData>> items = List.of(items().get(1), items().get(4));
    PlayedLanes.use(
        Fault.SUM_IS_ZEROS,
        () -> assertTrue(verifier.verify(items).stream().noneMatch(Verdict::isAccepted)));
  }

  @Test
  void undecodablePoint_isFoundByTheScalarCode() throws Exception {
    List<List<ProofData>> items = items();
    PlayedLanes.use(
        Fault.DECODES_NOTHING,
        () -> {
          BatchResult result = verifier.verifyCounting(items);
          assertTrue(result.verdicts().get(0).isAccepted());
          assertTrue(result.overruled() > 0);
        });
  }
}
