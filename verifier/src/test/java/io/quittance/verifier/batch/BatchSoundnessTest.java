package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Proofs;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A batch accepts what each proof alone deserves, however its errors were chosen. */
class BatchSoundnessTest {
  /** The statements whose last response enters no challenge, so that errors in it are linear. */
  static final List<String> SIGMA_TYPES =
      Vectors.TYPES.stream().filter(type -> !type.startsWith("BatchedRangeProof")).toList();

  private static final int MIXES = Boolean.getBoolean("quittance.long") ? 10_000 : 1_500;
  private static final int MAX_MIX = 16;
  private static final String SMALLEST = "PubkeyValidity";

  private final SeededRandom random = new SeededRandom(75);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  /** A proof and what it deserves. */
  private record Known(ProofData proof, boolean good) {}

  @Test
  void batch_anySubsetOfUpToSixBad_isNamedExactly() throws InvalidProofException {
    List<Known> good = pool(SMALLEST, 6, true);
    List<Known> bad = pool(SMALLEST, 6, false);
    for (int size = 1; size <= 6; size++) {
      for (int subset = 0; subset < 1 << size; subset++) {
        List<Known> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          batch.add((subset >>> i & 1) == 1 ? bad.get(i) : good.get(i));
        }
        assertNamed(batch, size + " proofs, bad ones " + Integer.toBinaryString(subset));
      }
    }
  }

  @Test
  void batch_oneTwoOrAllBadAmongMany_areNamedExactly() throws InvalidProofException {
    List<Known> good = pool(SMALLEST, 300, true);
    List<Known> bad = pool(SMALLEST, 300, false);
    for (int size : new int[] {7, 16, 31, 32, 33, 64, 127, 300}) {
      for (int count : new int[] {1, 2, size}) {
        Set<Integer> places = new TreeSet<>();
        while (places.size() < count) {
          places.add(random.nextInt(size));
        }
        List<Known> batch =
            IntStream.range(0, size)
                .mapToObj(i -> places.contains(i) ? bad.get(i) : good.get(i))
                .toList();
        assertNamed(batch, size + " proofs, bad ones " + places);
      }
    }
  }

  /** Batches of 1 to 16 proofs from a pool of all types, with few, many, no or only bad ones. */
  @Test
  void batch_randomMixes_agreeWithTheVerdictsOfSingleProofs() throws InvalidProofException {
    List<Known> pool = mixedPool();
    List<Known> good = pool.stream().filter(Known::good).toList();
    int[] badPercents = {0, 4, 10, 20, 60};
    int bad = 0;
    for (int mix = 0; mix < MIXES; mix++) {
      // Small batches of small proofs mostly: so many take time.
      int size = 1 + random.nextInt(mix % 4 == 0 ? MAX_MIX : MAX_MIX / 4);
      int badPercent = badPercents[random.nextInt(badPercents.length)];
      List<Known> batch = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        List<Known> from = random.nextInt(100) < badPercent ? pool : good;
        batch.add(from.get(random.nextInt(from.size())));
      }
      bad += assertNamed(batch, "mix " + mix);
    }
    assertTrue(bad > MIXES / 4, bad + " bad proofs among the mixes");
  }

  /** 150 of the smallest proof, five of each other sigma proof, one of each range proof. */
  private List<Known> mixedPool() throws InvalidProofException {
    List<Known> pool = new ArrayList<>();
    for (String type : Vectors.TYPES) {
      int count = type.equals(SMALLEST) ? 150 : SIGMA_TYPES.contains(type) ? 5 : 1;
      pool.addAll(pool(type, count, true));
      pool.addAll(pool(type, count, false));
    }
    return pool;
  }

  private List<Known> pool(String type, int count, boolean good) throws InvalidProofException {
    List<Known> pool = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ProofData honest = Proofs.prove(type, random);
      ProofData proof = good ? honest : shifted(honest, Scalar.random(random));
      assertEquals(good, verifier.verify(proof).isAccepted(), type + ", " + random);
      pool.add(new Known(proof, good));
    }
    return pool;
  }

  private int assertNamed(List<Known> batch, String what) {
    Set<Integer> expected = new TreeSet<>();
    for (int i = 0; i < batch.size(); i++) {
      if (!batch.get(i).good()) {
        expected.add(i);
      }
    }
    List<ProofData> proofs = batch.stream().map(Known::proof).toList();
    assertEquals(expected, rejected(verifier, proofs), what + ", " + random);
    return expected.size();
  }

  /** The same proof with errors that add up to zero, among good ones and alone. */
  @ParameterizedTest
  @FieldSource("SIGMA_TYPES")
  void batch_errorsThatSumToZero_areAllFoundButPassUnderEqualWeights(String type)
      throws InvalidProofException {
    ProofData honest = Proofs.prove(type, random);
    Scalar first = Scalar.random(random);
    Scalar second = Scalar.random(random);
    ProofData good = Proofs.prove(type, random);
    List<List<Scalar>> groups =
        List.of(List.of(first, first.negate()), List.of(first, second, first.add(second).negate()));
    for (List<Scalar> errors : groups) {
      List<ProofData> proofs = new ArrayList<>();
      for (Scalar error : errors) {
        proofs.add(shifted(honest, error));
      }
      proofs.add(errors.size() / 2, good);
      Set<Integer> bad =
          IntStream.rangeClosed(0, errors.size()).boxed().collect(Collectors.toSet());
      bad.remove(errors.size() / 2);
      assertEquals(bad, rejected(verifier, proofs), random.toString());
      List<Verdict> together = verifier.verify(List.of(proofs, List.of(good)));
      assertEquals(List.of(false, true), together.stream().map(Verdict::isAccepted).toList());
      // This is what the weights are there for.
      BatchVerifier equalWeights = new BatchVerifier(new Constant());
      assertEquals(Set.of(), rejected(equalWeights, proofs), "they cancel indeed");
    }
  }

  /** Whoever can predict the weights divides each error by its own. */
  @Test
  void batch_errorsMadeForPredictedWeights_passOnlyWhereTheyAreUsed() throws InvalidProofException {
    long seed = 76;
    Recording predicted = new Recording(new SeededRandom(seed));
    List<Known> honest = pool(SMALLEST, 2, true);
    BatchVerifier predictable = new BatchVerifier(predicted);
    predictable.verify(List.of(List.of(honest.get(0).proof()), List.of(honest.get(1).proof())));
    List<ProofData> forged = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      byte[] weight = new byte[64];
      System.arraycopy(predicted.drawn.get(0), 16 * i, weight, 0, 16);
      Scalar inverse = Scalar.fromWideBytes(weight).invert();
      forged.add(shifted(honest.get(0).proof(), i == 0 ? inverse : inverse.negate()));
    }
    BatchVerifier sameSeed = new BatchVerifier(new SeededRandom(seed));
    assertEquals(Set.of(), rejected(sameSeed, forged), "the prediction is right");
    assertEquals(Set.of(0, 1), rejected(predictable, forged), "weights come once only");
    assertEquals(Set.of(0, 1), rejected(verifier, forged), "nobody predicts these");
  }

  /** Weights that were kept, or derived from the proofs, would not be drawn again. */
  @Test
  void verify_sameProofsTwice_drawsFreshWeightsForEachRelation() throws InvalidProofException {
    Recording source = new Recording(new SecureRandom());
    BatchVerifier recorded = new BatchVerifier(source);
    List<List<ProofData>> items = new ArrayList<>();
    pool("BatchedGroupedCiphertext3HandlesValidity", 20, true)
        .forEach(known -> items.add(List.of(known.proof())));
    int relations = 20 * 4;
    Set<String> seen = new TreeSet<>();
    for (int call = 1; call <= 2; call++) {
      source.drawn.clear();
      recorded.verify(items);
      int bytes = source.drawn.stream().mapToInt(drawn -> drawn.length).sum();
      assertTrue(bytes >= 16 * relations, bytes + " random bytes for " + relations + " relations");
      source.drawn.forEach(drawn -> assertTrue(seen.add(Arrays.toString(drawn)), "drawn twice"));
    }
  }

  private static ProofData shifted(ProofData proof, Scalar error) throws InvalidProofException {
    byte[] data = proof.toBytes();
    int last = data.length - Scalar.BYTES;
    byte[] response = Scalar.parse(data, last).add(error).toBytes();
    System.arraycopy(response, 0, data, last, response.length);
    return Vectors.parse(proof.statement(), data);
  }

  private static Set<Integer> rejected(BatchVerifier verifier, List<ProofData> proofs) {
    List<Verdict> verdicts = verifier.verify(proofs.stream().map(List::of).toList());
    return IntStream.range(0, verdicts.size())
        .filter(i -> !verdicts.get(i).isAccepted())
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A source whose weights are all the same. */
  private static final class Constant extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 3);
    }
  }

  /** A source that remembers what it gave. */
  private static final class Recording extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient SecureRandom source;
    private final transient List<byte[]> drawn = new ArrayList<>();

    Recording(SecureRandom source) {
      this.source = source;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      source.nextBytes(bytes);
      drawn.add(bytes.clone());
    }

    @Override
    public long nextLong() {
      return source.nextLong();
    }
  }
}
