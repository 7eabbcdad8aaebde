package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.network.QuittanceException;
import io.quittance.trials.bench.ProvedTransfers.Proofs;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.Verdict;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static List<Proofs> transfers;

  @BeforeAll
  static void prove() throws QuittanceException {
    transfers = new ProvedTransfers().prove(10, done -> {});
  }

  @Test
  void forgeries_eachKind_areRejectedForWhatTheyAre() {
    Map<Forgery, String> expected = new EnumMap<>(Forgery.class);
    expected.put(Forgery.RANGE, "BatchedRangeProofU128 does not hold");
    expected.put(Forgery.EQUALITY, "CiphertextCommitmentEquality does not hold");
    expected.put(Forgery.VALIDITY, "BatchedGroupedCiphertext3HandlesValidity does not hold");
    expected.put(Forgery.SWAPPED, "BatchedRangeProofU128 does not hold");
    expected.put(Forgery.UNDECODABLE, "BatchedRangeProofU128 contains bytes that encode no point");
    BatchVerifier verifier = new BatchVerifier(new SecureRandom());
    Map<Forgery, String> reasons = new EnumMap<>(Forgery.class);
    for (Forgery kind : expected.keySet()) {
      Proofs forged = kind.forge(transfers.get(0), transfers.get(1));
      Verdict verdict = verifier.verify(List.of(forged.parse().proofs())).get(0);
      reasons.put(kind, verdict instanceof Verdict.Rejected no ? no.reason() : "accepted");
    }
    assertEquals(expected, reasons);
  }

  @Test
  void walk_hostile_expectsTheForgedTransfersAndNoOthers() {
    for (Forgery kind : Forgery.values()) {
      Workload hostile = Workload.hostile(transfers, 30, kind, new SplittableRandom(3));
      assertEquals(3, hostile.forged());
      Workload.Walk batched = hostile.batched(4, kind == Forgery.MIXED, 5);
      Workload.Walk plain = hostile.plain(5);
      for (int step = 0; step < 3; step++) {
        assertEquals(4, batched.next());
      }
      for (int step = 0; step < transfers.size(); step++) {
        assertEquals(1, plain.next());
      }
    }
  }

  /** A benchmark that takes whatever verdict comes would measure nothing. */
  @Test
  void walk_wrongVerdict_stopsTheMeasurement() {
    List<Proofs> spoiled =
        List.of(Forgery.EQUALITY.forge(transfers.get(0), transfers.get(1)), transfers.get(1));
    Workload.Walk batched = Workload.clean(spoiled).batched(2, false, 0);
    assertThrows(IllegalStateException.class, batched::next);
    Workload.Walk plain = Workload.clean(spoiled).plain(0);
    assertThrows(IllegalStateException.class, plain::next);
  }
}
