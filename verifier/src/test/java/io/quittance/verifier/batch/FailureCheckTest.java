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
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.SmallOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Failures are confirmed together if each of them is one, and its error is what was claimed. */
class FailureCheckTest {
  private static final int RANGE = 2;

  private final SeededRandom random = new SeededRandom(90);
  private final SecureRandom weights = new SecureRandom();

  /** A batch of items of one transfer, and what a search has found in it. */
  private record Searched(Batch batch, List<Failure> failures) {}

  /** Searches as many items, and breaks of each proof those that a bit of its set stands for. */
  private Searched search(int... brokenSets) throws InvalidProofException {
    List<ProofData> transfer = Transfers.prove(1_000_000, 70_000, random);
    Batch batch = new Batch(64, 1);
    Weights drawn = new Weights(weights);
    List<Candidate> candidates = new ArrayList<>();
    for (int set : brokenSets) {
      List<ProofData> item = new ArrayList<>();
      for (int i = 0; i < transfer.size(); i++) {
        item.add((set >> i & 1) == 0 ? transfer.get(i) : broken(transfer.get(i)));
      }
      Candidate candidate = new Candidate(candidates.size(), item, batch.size());
      for (ProofData proof : item) {
        Relations relations = new Relations(drawn);
        proof.relate(relations);
        batch.add(relations);
      }
      candidates.add(candidate);
    }
    batch.decodePoints();
    ForgerySearch search = new ForgerySearch(batch, new Verdict[brokenSets.length]);
    search.judge(candidates, random);
    return new Searched(batch, search.failures());
  }

  private static ProofData broken(ProofData proof) throws InvalidProofException {
    byte[] data = proof.toBytes();
    data[data.length - 32] ^= 1;
    return Vectors.parse(proof.statement(), data);
  }

  private boolean confirms(Searched searched) {
    return FailureCheck.confirms(searched.batch(), searched.failures(), weights);
  }

  /** Whatever is broken, wherever, and however many: groups of each size are searched here. */
  @Test
  void failures_ofEachKindAndNumber_areConfirmed() throws InvalidProofException {
    assertTrue(confirms(search(4)));
    assertTrue(confirms(search(0, 4, 0, 4, 4)));
    assertTrue(confirms(search(1, 2, 4, 3, 5, 6, 7, 0)));
    for (int failing : new int[] {1, 2, 3, 4, 5, 9, 16, 17, 40}) {
      int[] sets = new int[Math.max(20, failing)];
      for (int i = 0; i < failing; i++) {
        sets[i * 7 % sets.length] = 1 + (i & 1);
      }
      Searched searched = search(sets);
      assertEquals(failing, searched.failures().size());
      assertTrue(confirms(searched), failing + " failing");
    }
  }

  @Test
  void claim_thatIsAnother_spoilsTheConfirmationOfAll() throws InvalidProofException {
    Searched searched = search(4, 0, 4, 1);
    assertTrue(confirms(searched));
    for (int i = 0; i < searched.failures().size(); i++) {
      assertSpoilt(searched, i, claim -> new ErrorClaim(claim.factor() + 1, claim.point()));
      assertSpoilt(searched, i, claim -> new ErrorClaim(-claim.factor(), claim.point()));
      assertSpoilt(
          searched,
          i,
          claim -> new ErrorClaim(claim.factor(), claim.point().add(RistrettoPoint.BASEPOINT)));
    }
    // Two wrong claims whose sum is right.
    Searched swapped = with(searched, 0, c -> plus(c, RistrettoPoint.BASEPOINT));
    assertFalse(confirms(with(swapped, 1, c -> plus(c, RistrettoPoint.BASEPOINT.negate()))));
  }

  private void assertSpoilt(Searched searched, int i, UnaryOperator<ErrorClaim> change) {
    assertFalse(confirms(with(searched, i, change)), "claim " + i);
  }

  private static ErrorClaim plus(ErrorClaim claim, RistrettoPoint point) {
    return new ErrorClaim(claim.factor(), claim.point().add(point));
  }

  private static Searched with(Searched searched, int i, UnaryOperator<ErrorClaim> change) {
    List<Failure> failures = new ArrayList<>(searched.failures());
    Failure failure = failures.get(i);
    failures.set(
        i, new Failure(failure.candidate(), failure.place(), change.apply(failure.error())));
    return new Searched(searched.batch(), failures);
  }

  /**
   * The error of a proof that holds is the identity: its claim would be right, and shows nothing.
   */
  @Test
  void proof_thatHolds_isNeverConfirmedToFail() throws InvalidProofException {
    Searched searched = search(4);
    Candidate candidate = searched.failures().get(0).candidate();
    for (RistrettoPoint point :
        List.of(
            RistrettoPoint.IDENTITY,
            SmallOrder.otherOfTheSame(RistrettoPoint.IDENTITY),
            SmallOrder.eight().doubled(),
            SmallOrder.eight(),
            RistrettoPoint.BASEPOINT)) {
      assertTrue(point.isPoint());
      for (int attempt = 0; attempt < 16; attempt++) {
        // A weight that is even hides a point of small order.
        Failure claimed = new Failure(candidate, RANGE - 1, ErrorClaim.of(point));
        assertFalse(confirms(new Searched(searched.batch(), List.of(claimed))));
      }
    }
  }

  @Test
  void failure_ofAnotherProofThanTheBroken_isNotConfirmed() throws InvalidProofException {
    Searched searched = search(1);
    Failure failure = searched.failures().get(0);
    assertEquals(0, failure.place());
    Failure moved = new Failure(failure.candidate(), 1, failure.error());
    assertFalse(confirms(new Searched(searched.batch(), List.of(moved))));
  }

  /** Where lanes have decoded another point, all sums agree with each other, and are wrong. */
  @Test
  void failure_ofAPointThatWasDecodedWrongly_isNotConfirmed() throws Exception {
    List<Searched> searched = new ArrayList<>();
    PlayedLanes.use(Fault.DECODES_ANOTHER, () -> searched.add(search(0)));
    assertEquals(1, searched.get(0).failures().size());
    assertFalse(confirms(searched.get(0)));
  }

  @Test
  void bigBatch_halfOfItForged_isRejectedProofByProof() throws InvalidProofException {
    List<ProofData> transfer = Transfers.prove(1_000_000, 70_000, random);
    ProofData good = transfer.get(0);
    ProofData bad = broken(good);
    List<List<ProofData>> items = new ArrayList<>(Collections.nCopies(300, List.of(good)));
    for (int i = 0; i < items.size(); i += 2) {
      items.set(i, List.of(bad));
    }
    BatchResult result = new BatchVerifier(weights).verifyCounting(items);
    for (int i = 0; i < items.size(); i++) {
      assertEquals(i % 2 == 1, result.verdicts().get(i).isAccepted(), "item " + i);
    }
    assertEquals(0, result.overruled());
  }

  /** A fault of what search and check share could fit one to the other. */
  @Test
  void check_sharesNoSumsOfScalarsWithTheSearch() throws IOException {
    assertTrue(names(Batch.class, "ScalarSums"));
    assertFalse(names(FailureCheck.class, "ScalarSums"));
  }

  private static boolean names(Class<?> type, String other) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(other);
    }
  }
}
