package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Transfers;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.InverseRoot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Advice has the documented bytes, saves every square root if it is right, and decides nothing. */
class DecodingAdviceTest {
  /** The distinct points of the three proofs of a transfer. */
  private static final int TRANSFER_POINTS = 40;

  private static final int EQUALITY_POINTS = 7;

  /** Bytes 32 to 63 of a proof of a public key: its announcement, here no point. */
  private static final int ANNOUNCEMENT = 32;

  private static final DecodingAdvice OTHER =
      DecodingAdvice.forProofs(Transfers.prove(900, 30, new SeededRandom(7)));

  private final SeededRandom random = new SeededRandom(41);
  private final BatchVerifier verifier = new BatchVerifier(random);

  @Test
  void points_ofEveryStatement_standInTheOrderOfTheirBytesAndAreThoseOfItsRelations()
      throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    for (String type : Vectors.TYPES) {
      ProofData proof = valid(type, 0);
      int offset = 0;
      byte[] data = proof.toBytes();
      for (CompressedRistretto point : proof.points()) {
        offset = find(point, data, offset);
        if (offset < 0) {
          failures.add(type + " does not contain " + point + " where it should");
          break;
        }
        offset += CompressedRistretto.BYTES;
      }
      if (!new HashSet<>(proof.points()).equals(pointsOfRelations(proof))) {
        failures.add(type + " names other points than its relations");
      }
    }
    assertEquals(List.of(), failures);
  }

  private static int find(CompressedRistretto point, byte[] data, int from) {
    for (int at = from; at + CompressedRistretto.BYTES <= data.length; at += Long.BYTES) {
      if (CompressedRistretto.of(data, at).equals(point)) {
        return at;
      }
    }
    return -1;
  }

  private Set<CompressedRistretto> pointsOfRelations(ProofData proof) throws InvalidProofException {
    Relations relations = new Relations(new Weights(random));
    proof.relate(relations);
    Set<CompressedRistretto> points = new HashSet<>();
    for (int i = 0; i < relations.size(); i++) {
      points.add(relations.point(i));
    }
    return points;
  }

  @Test
  void advice_forATransfer_hasTheRootOfEachDistinctPointInTurn() {
    List<ProofData> transfer = transfer();
    Set<CompressedRistretto> distinct = new LinkedHashSet<>();
    transfer.forEach(proof -> distinct.addAll(proof.points()));
    assertEquals(TRANSFER_POINTS, distinct.size());
    byte[] advice = DecodingAdvice.forProofs(transfer).toBytes();
    assertEquals(TRANSFER_POINTS * InverseRoot.BYTES, advice.length);
    int offset = 0;
    for (CompressedRistretto point : distinct) {
      CompressedRistretto[] one = {point};
      InverseRoot[] root = {InverseRoot.of(advice, offset)};
      assertNotNull(CompressedRistretto.decodeClaimed(one, root)[0], "offset " + offset);
      offset += InverseRoot.BYTES;
    }
    assertArrayEquals(advice, DecodingAdvice.of(advice).toBytes());
  }

  @Test
  void advice_asLongAsAllowed_isKeptAndMoreIsIgnored() {
    byte[] bytes = new byte[DecodingAdvice.MAX_BYTES + InverseRoot.BYTES];
    random.nextBytes(bytes);
    byte[] longest = Arrays.copyOf(bytes, DecodingAdvice.MAX_BYTES);
    assertArrayEquals(longest, DecodingAdvice.of(longest).toBytes());
    assertArrayEquals(longest, DecodingAdvice.of(bytes).toBytes());
    byte[] oneLess = Arrays.copyOf(bytes, DecodingAdvice.MAX_BYTES - 1);
    assertEquals(
        DecodingAdvice.MAX_BYTES - InverseRoot.BYTES, DecodingAdvice.of(oneLess).toBytes().length);
    assertEquals(0, DecodingAdvice.of(new byte[0]).toBytes().length);
  }

  @Test
  void advice_forTooManyPoints_isForTheFirstOfThem() {
    List<ProofData> many = new ArrayList<>(transfer());
    many.addAll(transfer());
    many.add(Transfers.prove(500, 2, random).get(0));
    DecodingAdvice advice = DecodingAdvice.forProofs(many);
    assertEquals(DecodingAdvice.MAX_BYTES, advice.toBytes().length);
    BatchResult result = verifier.verifyAdvised(List.of(new AdvisedProofs(many, advice)));
    assertTrue(result.verdicts().get(0).isAccepted());
    assertEquals(
        2 * TRANSFER_POINTS + EQUALITY_POINTS - DecodingAdvice.MAX_POINTS, result.squareRoots());
  }

  @Test
  void item_withoutAnAdvice_isAMistakeOfTheCaller() {
    assertThrows(IllegalArgumentException.class, () -> new AdvisedProofs(List.of(), null));
  }

  @Test
  void rightAdvice_savesAllSquareRoots_andWrongOneNone() {
    List<ProofData> transfer = transfer();
    assertEquals(TRANSFER_POINTS, verifier.verifyCounting(List.of(transfer)).squareRoots());
    Map<String, Integer> expected =
        Map.of(
            "right", 0,
            "right and more", 0,
            "cut in the middle of a root", 1,
            "one byte wrong", 1,
            "random", TRANSFER_POINTS,
            "another item's", TRANSFER_POINTS,
            "zeros", TRANSFER_POINTS,
            "ones", TRANSFER_POINTS,
            "none", TRANSFER_POINTS);
    Map<String, Integer> roots = new LinkedHashMap<>();
    advices(transfer)
        .forEach(
            (name, advice) -> {
              BatchResult result =
                  verifier.verifyAdvised(List.of(new AdvisedProofs(transfer, advice)));
              assertTrue(result.verdicts().get(0).isAccepted(), name);
              roots.put(name, result.squareRoots());
            });
    assertEquals(expected, roots, random::toString);
  }

  /** Whatever advice each item of a mix has, the verdicts are those without, word for word. */
  @Test
  void verdicts_onGoodAndHostileProofs_areThoseWithoutAdvice() throws InvalidProofException {
    List<List<ProofData>> items = new ArrayList<>();
    for (String type : Vectors.TYPES) {
      items.add(List.of(valid(type, 1)));
      items.add(List.of(tampered(type), valid(type, 2)));
      items.addAll(withBadPoints(valid(type, 3)));
    }
    items.add(transfer());
    List<Verdict> expected = verifier.verify(items);
    long undecodable = expected.stream().filter(v -> v.toString().contains("no point")).count();
    assertTrue(undecodable >= 24, "only " + undecodable + " items have points that are none");
    for (String kind : advices(items.get(0)).keySet()) {
      List<AdvisedProofs> advised = new ArrayList<>();
      for (List<ProofData> item : items) {
        advised.add(new AdvisedProofs(item, advices(item).get(kind)));
      }
      assertEquals(expected, verifier.verifyAdvised(advised).verdicts(), kind + ", " + random);
    }
  }

  @Test
  void undecodablePoint_withTheBestAdviceThereIs_staysUndecodable() throws InvalidProofException {
    byte[] data = valid("PubkeyValidity", 0).toBytes();
    Arrays.fill(data, ANNOUNCEMENT, ANNOUNCEMENT + CompressedRistretto.BYTES, (byte) 0x10);
    List<ProofData> item = List.of(Vectors.parse("PubkeyValidity", data));
    Verdict undecodable = Verdict.rejected("PubkeyValidity contains bytes that encode no point");
    advices(item)
        .forEach(
            (name, advice) ->
                assertEquals(
                    List.of(undecodable),
                    verifier.verifyAdvised(List.of(new AdvisedProofs(item, advice))).verdicts(),
                    name));
  }

  /** The proof with bytes in place of each of its last two points that encode none. */
  private List<List<ProofData>> withBadPoints(ProofData proof) throws InvalidProofException {
    List<List<ProofData>> items = new ArrayList<>();
    List<CompressedRistretto> points = proof.points();
    for (CompressedRistretto point : points.subList(points.size() - 2, points.size())) {
      byte[] data = proof.toBytes();
      int at = find(point, data, 0);
      Arrays.fill(data, at, at + CompressedRistretto.BYTES, (byte) 0x10);
      items.add(List.of(Vectors.parse(proof.statement(), data)));
    }
    return items;
  }

  private Map<String, DecodingAdvice> advices(List<ProofData> item) {
    byte[] right = DecodingAdvice.forProofs(item).toBytes();
    byte[] more = Arrays.copyOf(right, DecodingAdvice.MAX_BYTES + 999);
    byte[] wrong = right.clone();
    wrong[right.length - 5] ^= 4;
    byte[] noise = new byte[right.length];
    random.nextBytes(noise);
    byte[] ones = new byte[right.length];
    Arrays.fill(ones, (byte) 0xff);
    Map<String, DecodingAdvice> advices = new LinkedHashMap<>();
    advices.put("right", DecodingAdvice.of(right));
    advices.put("right and more", DecodingAdvice.of(more));
    advices.put(
        "cut in the middle of a root", DecodingAdvice.of(Arrays.copyOf(right, right.length - 7)));
    advices.put("one byte wrong", DecodingAdvice.of(wrong));
    advices.put("random", DecodingAdvice.of(noise));
    advices.put("another item's", OTHER);
    advices.put("zeros", DecodingAdvice.of(new byte[right.length]));
    advices.put("ones", DecodingAdvice.of(ones));
    advices.put("none", DecodingAdvice.NONE);
    return advices;
  }

  private List<ProofData> transfer() {
    return Transfers.prove(1_000_000, 70_000, random);
  }

  private static ProofData valid(String type, int index) throws InvalidProofException {
    return Vectors.parse(type, Vectors.data(Vectors.proofs(type).get(index)));
  }

  /** A tampered proof that can be parsed. */
  private ProofData tampered(String type) {
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
}
