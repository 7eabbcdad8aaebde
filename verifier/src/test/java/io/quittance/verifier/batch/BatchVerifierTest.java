package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Transfers;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.transcript.ChallengeSource;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BatchVerifierTest {
  private final SeededRandom random = new SeededRandom(50);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @Test
  void batch_goodItems_takesOneMultiplication() throws InvalidProofException {
    List<List<ProofData>> items = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      items.add(good());
    }
    BatchResult result = verifier.verifyCounting(items);
    assertTrue(result.verdicts().stream().allMatch(Verdict::isAccepted));
    assertEquals(1, result.multiplications());
  }

  @Test
  void batch_emptyOrItemsWithoutProofs_isAcceptedWithoutFuss() {
    assertEquals(List.of(), verifier.verify(List.<List<ProofData>>of()));
    assertTrue(verifier.verify(List.<List<ProofData>>of(List.of())).get(0).isAccepted());
  }

  @Test
  void batch_asManyItemsAsAllowed_isVerifiedAndOneMoreIsRefused() {
    List<List<ProofData>> most = Collections.nCopies(BatchVerifier.MAX_ITEMS, List.of());
    assertTrue(verifier.verify(most).stream().allMatch(Verdict::isAccepted));
    List<List<ProofData>> tooMany = Collections.nCopies(BatchVerifier.MAX_ITEMS + 1, List.of());
    assertThrows(IllegalArgumentException.class, () -> verifier.verify(tooMany));
  }

  /** The search adds up each item's proofs thousands of times; more than a sum once took. */
  @Test
  void batch_itemsOfManyProofsSomeBad_namesExactlyThese() throws InvalidProofException {
    List<ProofData> many = Collections.nCopies(70, good().get(0));
    List<ProofData> spoilt = new ArrayList<>(many);
    spoilt.set(69, bad());
    List<List<ProofData>> items = new ArrayList<>(Collections.nCopies(16, many));
    Set<Integer> expected = Set.of(0, 3, 4, 9, 14, 15);
    expected.forEach(i -> items.set(i, spoilt));
    assertEquals(expected, rejected(verifier.verify(items)));
  }

  @Test
  void batch_asManyProofsAsAllowed_isVerifiedAndOneMoreIsRefused() throws InvalidProofException {
    ProofData good = good().get(0);
    int items = 64;
    List<ProofData> share = Collections.nCopies(BatchVerifier.MAX_PROOFS / items, good);
    List<List<ProofData>> most = new ArrayList<>(Collections.nCopies(items, share));
    assertTrue(verifier.verify(most).stream().allMatch(Verdict::isAccepted));
    List<ProofData> spoilt = new ArrayList<>(share);
    spoilt.set(spoilt.size() - 1, bad());
    most.set(items - 1, spoilt);
    assertEquals(Set.of(items - 1), rejected(verifier.verify(most)));
    most.add(List.of(good));
    assertThrows(IllegalArgumentException.class, () -> verifier.verify(most));
  }

  @Test
  void batch_kBadAmongN_namesExactlyThese() throws InvalidProofException {
    for (int size : new int[] {1, 2, 3, 8, 9, 16, 17, 33, 64, 130}) {
      // Groups are searched exhaustively up to 8 items, else for up to 4 that fail.
      for (int bad : new int[] {1, 2, 3, 4, 5, 8, 9, size / 2, size - 1, size}) {
        if (bad > 0 && bad <= size) {
          assertNamesExactly(size, bad);
        }
      }
    }
  }

  private void assertNamesExactly(int size, int bad) throws InvalidProofException {
    Set<Integer> expected = new TreeSet<>();
    while (expected.size() < bad) {
      expected.add(random.nextInt(size));
    }
    List<List<ProofData>> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(expected.contains(i) ? List.of(bad()) : good());
    }
    assertEquals(expected, rejected(verifier.verify(items)), size + " items, " + random);
  }

  @Test
  void batch_oneBadAmong64_needsFewerMultiplicationsThanHalvings() throws InvalidProofException {
    List<List<ProofData>> items = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      items.add(i == 41 ? List.of(bad()) : good());
    }
    BatchResult result = verifier.verifyCounting(items);
    assertEquals(Set.of(41), rejected(result.verdicts()));
    assertTrue(result.multiplications() < 1 + 6, result.multiplications() + " multiplications");
  }

  /** What a sample costs a large batch without failures, and nothing more. */
  @Test
  void batch_goodItemsThatAreSampled_takeThreeMultiplications() throws InvalidProofException {
    List<ProofData> good = good();
    assertEquals(1, verifier.verifyCounting(Collections.nCopies(127, good)).multiplications());
    assertEquals(3, verifier.verifyCounting(Collections.nCopies(128, good)).multiplications());
  }

  @Test
  void bisections_withoutAFailure_areNoneHoweverLargeTheBatch() throws InvalidProofException {
    for (int size : new int[] {0, 1, 16, 17, 127, 128, 300}) {
      BatchResult result = verifier.verifyCounting(Collections.nCopies(size, good()));
      assertEquals(0, result.bisections(), size + " items");
    }
  }

  @Test
  void bisections_withOneFailure_areWhatItTakesToFindIt() throws InvalidProofException {
    // What stands alone cannot be divided, and a group is searched at once.
    assertEquals(0, bisectionsWithOneBad(1));
    assertEquals(1, bisectionsWithOneBad(2));
    assertEquals(1, bisectionsWithOneBad(16));
    for (int size : new int[] {17, 64, 127, 128, 300}) {
      int bisections = bisectionsWithOneBad(size);
      assertTrue(bisections >= 1 && bisections <= 8, bisections + " in " + size + " items");
    }
  }

  private int bisectionsWithOneBad(int size) throws InvalidProofException {
    List<List<ProofData>> items = new ArrayList<>(Collections.nCopies(size, good()));
    items.set(random.nextInt(size), List.of(bad()));
    return verifier.verifyCounting(items).bisections();
  }

  /** With one in ten forged, a halving search takes more multiplications than there are items. */
  @Test
  void batch_oneInTenBad_needsFewMultiplications() throws InvalidProofException {
    List<List<ProofData>> items = new ArrayList<>(Collections.nCopies(160, good()));
    Set<Integer> expected = new TreeSet<>();
    while (expected.size() < 16) {
      expected.add(random.nextInt(items.size()));
    }
    for (int i : expected) {
      items.set(i, List.of(bad()));
    }
    BatchResult result = verifier.verifyCounting(items);
    assertEquals(expected, rejected(result.verdicts()), random.toString());
    assertTrue(result.multiplications() < 60, result.multiplications() + " multiplications");
  }

  /** Two responses wrong by opposite amounts: their errors cancel if both weigh the same. */
  @Test
  void batch_errorsThatCancelUnderEqualWeights_areBothFound() throws InvalidProofException {
    for (int round = 0; round < 8; round++) {
      Scalar error = Scalar.random(random);
      ProofData first = withResponseShifted(error);
      ProofData second = withResponseShifted(error.negate());
      Relations equalWeights = new Relations(new Weights(new Constant()));
      first.relate(equalWeights);
      second.relate(equalWeights);
      Batch batch = new Batch(8, 1);
      batch.add(equalWeights);
      batch.decodePoints();
      assertTrue(batch.sum(new int[] {0}).isIdentity(), "they cancel indeed");
      List<List<ProofData>> items =
          List.of(good(), List.of(first), good(), List.of(second), good());
      assertEquals(Set.of(1, 3), rejected(verifier.verify(items)), random.toString());
      List<List<ProofData>> together = List.of(List.of(first, second), good());
      assertEquals(Set.of(0), rejected(verifier.verify(together)), random.toString());
    }
  }

  @Test
  void batch_randomMixes_agreeWithSingleVerification() throws InvalidProofException {
    for (int round = 0; round < 10; round++) {
      List<List<ProofData>> items = new ArrayList<>();
      Set<Integer> expected = new TreeSet<>();
      int size = 1 + random.nextInt(12);
      for (int i = 0; i < size; i++) {
        List<ProofData> item = new ArrayList<>();
        int proofs = 1 + random.nextInt(4);
        for (int j = 0; j < proofs; j++) {
          ProofData proof = random.nextInt(6) == 0 ? anyTampered() : anyValid();
          item.add(proof);
          if (!verifier.verify(proof).isAccepted()) {
            expected.add(i);
          }
        }
        items.add(item);
      }
      assertEquals(expected, rejected(verifier.verify(items)), random.toString());
    }
  }

  @Test
  void item_oneBadProofOfThree_isRejectedWithItsName() throws InvalidProofException {
    List<ProofData> transfer = Transfers.prove(1_000_000, 70_000, random);
    assertTrue(verifier.verify(List.of(transfer)).get(0).isAccepted());
    List<ProofData> other = Transfers.prove(1_000_000, 70_000, random);
    for (int broken = 0; broken < transfer.size(); broken++) {
      byte[] data = transfer.get(broken).toBytes();
      // The last scalar of each proof: still reduced, but another one.
      data[data.length - 32] ^= 1;
      List<ProofData> item = new ArrayList<>(transfer);
      String statement = transfer.get(broken).statement();
      item.set(broken, Vectors.parse(statement, data));
      List<Verdict> verdicts = verifier.verify(List.of(item, other));
      assertEquals(Verdict.rejected(statement + " does not hold"), verdicts.get(0));
      assertTrue(verdicts.get(1).isAccepted());
    }
  }

  /** Every set of broken proofs, beside items of one proof and one that holds. */
  @Test
  void items_brokenInDifferentProofs_areRejectedWithTheFirstOfThem() throws InvalidProofException {
    List<ProofData> transfer = Transfers.prove(1_000_000, 70_000, random);
    List<List<ProofData>> items = new ArrayList<>();
    List<Verdict> expected = new ArrayList<>();
    for (int set = 0; set < 1 << transfer.size(); set++) {
      List<ProofData> item = new ArrayList<>(transfer);
      for (int i = 0; i < transfer.size(); i++) {
        if ((set >> i & 1) == 1) {
          byte[] data = transfer.get(i).toBytes();
          data[data.length - 32] ^= 1;
          item.set(i, Vectors.parse(transfer.get(i).statement(), data));
        }
      }
      items.add(item);
      expected.add(
          set == 0
              ? Verdict.accepted()
              : Verdict.rejected(
                  transfer.get(Integer.numberOfTrailingZeros(set)).statement() + " does not hold"));
      items.add(List.of(bad()));
      expected.add(Verdict.rejected(bad().statement() + " does not hold"));
    }
    assertEquals(expected, verifier.verify(items), random.toString());
  }

  @Test
  void item_undecodablePoint_isRejectedAndSpoilsNothing() throws InvalidProofException {
    byte[] data = good().get(0).toBytes();
    Arrays.fill(data, 32, 64, (byte) 0xff);
    List<List<ProofData>> items = List.of(good(), List.of(PubkeyValidity.parse(data)), good());
    BatchResult result = verifier.verifyCounting(items);
    assertEquals(
        Verdict.rejected("PubkeyValidity contains bytes that encode no point"),
        result.verdicts().get(1));
    assertEquals(Set.of(1), rejected(result.verdicts()));
    assertEquals(1, result.multiplications());
  }

  /** The proofs before the one that throws leave nothing behind in the batch. */
  @Test
  void item_whoseRelationsCannotBeStated_isRejectedAndSpoilsNothing() throws InvalidProofException {
    List<List<ProofData>> items = List.of(good(), List.of(bad(), new Unrelatable()), good());
    BatchResult result = verifier.verifyCounting(items);
    assertEquals(Verdict.rejected("no relations today"), result.verdicts().get(1));
    assertEquals(Set.of(1), rejected(result.verdicts()));
    assertEquals(1, result.multiplications());
  }

  @Test
  void item_sameProofTwice_isAcceptedOncePerItem() throws InvalidProofException {
    List<ProofData> item = good();
    List<Verdict> verdicts =
        verifier.verify(List.of(item, item, List.of(item.get(0), item.get(0))));
    assertTrue(verdicts.stream().allMatch(Verdict::isAccepted));
    ProofData bad = bad();
    assertEquals(Set.of(0, 1), rejected(verifier.verify(List.of(List.of(bad), List.of(bad)))));
  }

  @Test
  void rejection_withoutAReason_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> Verdict.rejected(" "));
    assertFalse(Verdict.rejected("so").isAccepted());
  }

  private List<ProofData> good() throws InvalidProofException {
    byte[] proof = PubkeyValidity.prove(ElGamalKeypair.random(random), random).toBytes();
    return List.of(PubkeyValidity.parse(proof));
  }

  private ProofData bad() throws InvalidProofException {
    return withResponseShifted(Scalar.ONE);
  }

  private ProofData withResponseShifted(Scalar error) throws InvalidProofException {
    byte[] data = good().get(0).toBytes();
    Scalar response = Scalar.parse(data, 64).add(error);
    System.arraycopy(response.toBytes(), 0, data, 64, Scalar.BYTES);
    return PubkeyValidity.parse(data);
  }

  private ProofData anyValid() throws InvalidProofException {
    String type = Vectors.TYPES.get(random.nextInt(Vectors.TYPES.size()));
    return Vectors.parse(type, Vectors.data(Vectors.proofs(type).get(random.nextInt(10))));
  }

  private ProofData anyTampered() {
    String type = Vectors.TYPES.get(random.nextInt(Vectors.TYPES.size()));
    while (true) {
      try {
        return Vectors.parse(
            type, Vectors.hex(Vectors.tampered(type).get(random.nextInt(40)).get("data")));
      } catch (InvalidProofException e) {
        // One that parses is wanted.
        continue;
      }
    }
  }

  private static Set<Integer> rejected(List<Verdict> verdicts) {
    Set<Integer> rejected = new TreeSet<>();
    for (int i = 0; i < verdicts.size(); i++) {
      if (!verdicts.get(i).isAccepted()) {
        rejected.add(i);
      }
    }
    return rejected;
  }

  /** A source whose weights are all the same: what the verifier must not use. */
  private static final class Constant extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 3);
    }
  }

  /** A proof that finds itself wrong while it states its relations, having stated some. */
  private static final class Unrelatable implements ProofData {
    @Override
    public String statement() {
      return "Unrelatable";
    }

    @Override
    public void relate(ChallengeSource challenges, Relations relations)
        throws InvalidProofException {
      relations.begin();
      relations.add(Scalar.ONE, CompressedRistretto.of(Pedersen.H.compress().toBytes()));
      throw new InvalidProofException("no relations today");
    }

    @Override
    public List<CompressedRistretto> points() {
      return List.of();
    }

    @Override
    public int bytes() {
      return 0;
    }

    @Override
    public byte[] toBytes() {
      return new byte[0];
    }
  }
}
