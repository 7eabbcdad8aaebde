package io.quittance.fuzz;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.DecodingAdvice;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.GroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.GroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.PercentageWithCap;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The statements: any bytes are refused with a reason or are a proof with those very bytes; no
 * proof is accepted that its prover did not make; and neighbours in a batch keep their verdicts.
 */
final class ProofTargets {
  private static final long WEIGHTS = 7;

  private static final Map<String, Expect.Parser<byte[], ProofData>> PARSERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("PubkeyValidity", PubkeyValidity::parse),
              Map.entry("ZeroCiphertext", ZeroCiphertext::parse),
              Map.entry("PercentageWithCap", PercentageWithCap::parse),
              Map.entry("CiphertextCommitmentEquality", CiphertextCommitmentEquality::parse),
              Map.entry("CiphertextCiphertextEquality", CiphertextCiphertextEquality::parse),
              Map.entry(
                  "GroupedCiphertext2HandlesValidity", GroupedCiphertext2HandlesValidity::parse),
              Map.entry(
                  "GroupedCiphertext3HandlesValidity", GroupedCiphertext3HandlesValidity::parse),
              Map.entry(
                  "BatchedGroupedCiphertext2HandlesValidity",
                  BatchedGroupedCiphertext2HandlesValidity::parse),
              Map.entry(
                  "BatchedGroupedCiphertext3HandlesValidity",
                  BatchedGroupedCiphertext3HandlesValidity::parse),
              Map.entry(
                  "BatchedRangeProofU64",
                  bytes -> BatchedRangeProof.parse(BatchedRangeProof.Size.U64, bytes)),
              Map.entry(
                  "BatchedRangeProofU128",
                  bytes -> BatchedRangeProof.parse(BatchedRangeProof.Size.U128, bytes)),
              Map.entry(
                  "BatchedRangeProofU256",
                  bytes -> BatchedRangeProof.parse(BatchedRangeProof.Size.U256, bytes))));

  private ProofTargets() {}

  static List<FuzzTarget> all() {
    List<FuzzTarget> targets = new ArrayList<>();
    PARSERS.forEach((type, parser) -> targets.add(statement(type, parser)));
    targets.add(advice());
    return targets;
  }

  private static FuzzTarget statement(String type, Expect.Parser<byte[], ProofData> parser) {
    List<byte[]> accepted = VectorSeeds.acceptedProofs(type);
    Set<ByteBuffer> proved = new HashSet<>();
    accepted.forEach(proof -> proved.add(ByteBuffer.wrap(proof)));
    int bytes = accepted.get(0).length;
    return new FuzzTarget(
        name(type),
        Effort.VERIFY,
        bytes + 64,
        () -> VectorSeeds.proofs(type),
        input -> {
          ProofData proof;
          try {
            proof = parser.parse(input);
          } catch (InvalidProofException refusal) {
            Expect.explained(refusal);
            return;
          }
          Expect.that(Arrays.equals(proof.toBytes(), input), "a proof with other bytes");
          Verdict alone = verifier().verify(proof);
          Expect.that(
              alone.isAccepted() == proved.contains(ByteBuffer.wrap(input)),
              "a proof that nobody made is accepted, or one that was made is not: " + alone);
          ProofData good = parser.parse(accepted.get(0));
          ProofData alsoGood = parser.parse(accepted.get(1));
          List<Verdict> together =
              verifier().verify(List.of(List.of(good), List.of(proof), List.of(alsoGood)));
          Expect.that(
              together.equals(List.of(Verdict.accepted(), alone, Verdict.accepted())),
              "verdicts in a batch are " + together + ", alone " + alone);
        });
  }

  /** Advice about a good and a forged proof: it must change neither verdict. */
  private static FuzzTarget advice() {
    List<byte[]> proofs = VectorSeeds.acceptedProofs("CiphertextCommitmentEquality");
    byte[] good = proofs.get(0);
    byte[] forged = good.clone();
    forged[good.length - 32] ^= 1;
    return new FuzzTarget(
        "decoding-advice",
        Effort.VERIFY,
        DecodingAdvice.MAX_BYTES + 64,
        () -> {
          List<byte[]> seeds = new ArrayList<>();
          for (byte[] proof : proofs.subList(0, 3)) {
            ProofData read = CiphertextCommitmentEquality.parse(proof);
            seeds.add(DecodingAdvice.forProofs(List.of(read)).toBytes());
          }
          return seeds;
        },
        input -> {
          DecodingAdvice advice = DecodingAdvice.of(input);
          List<Verdict> verdicts =
              verifier()
                  .verifyAdvised(
                      List.of(
                          new AdvisedProofs(
                              List.of(CiphertextCommitmentEquality.parse(good)), advice),
                          new AdvisedProofs(
                              List.of(CiphertextCommitmentEquality.parse(forged)), advice)))
                  .verdicts();
          Expect.that(
              verdicts.get(0).isAccepted() && !verdicts.get(1).isAccepted(),
              "advice made the verdicts " + verdicts);
        });
  }

  /** Weights that are the same each time, so that a finding can be repeated. */
  private static BatchVerifier verifier() {
    return new BatchVerifier(new SeededRandom(WEIGHTS));
  }

  /** {@code BatchedRangeProofU64} as {@code batched-range-proof-u64}. */
  private static String name(String type) {
    return type.replaceAll("(?<!^)([A-Z]|(?<=[a-z])\\d)", "-$1").toLowerCase(Locale.ROOT);
  }
}
