package io.quittance.verifier;

import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.GroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.GroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.PercentageWithCap;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.sigma.ZeroCiphertext;
import io.quittance.verifier.transcript.ChallengeSource;
import java.util.Optional;

/** A proof of each type that this prover makes, of random amounts under random keys. */
public final class Proofs {
  private Proofs() {}

  public static ProofData prove(String type, SeededRandom random) {
    return prove(type, ChallengeSource.fiatShamir(), random);
  }

  public static ProofData prove(String type, ChallengeSource challenges, SeededRandom random) {
    ElGamalKeypair owner = ElGamalKeypair.random(random);
    ElGamalPublicKey key = owner.publicKey();
    ElGamalPublicKey second = ElGamalKeypair.random(random).publicKey();
    Optional<ElGamalPublicKey> third = Optional.of(ElGamalKeypair.random(random).publicKey());
    PedersenOpening lo = PedersenOpening.random(random);
    PedersenOpening hi = PedersenOpening.random(random);
    long amount = random.nextLong();
    return switch (type) {
      case "PubkeyValidity" -> PubkeyValidity.prove(owner, challenges, random);
      case "ZeroCiphertext" ->
          ZeroCiphertext.prove(owner, key.encrypt(0, random), challenges, random);
      case "CiphertextCommitmentEquality" ->
          CiphertextCommitmentEquality.prove(
              owner, key.encrypt(amount, random), lo, amount, challenges, random);
      case "CiphertextCiphertextEquality" ->
          CiphertextCiphertextEquality.prove(
              owner, key.encrypt(amount, random), second, lo, amount, challenges, random);
      case "PercentageWithCap" ->
          // The one number for fee and cap proves by the cap, the other by the equality.
          PercentageWithCap.prove(
              amount & 1,
              lo,
              Scalar.of(7),
              hi,
              7,
              PedersenOpening.random(random),
              1,
              challenges,
              random);
      case "GroupedCiphertext2HandlesValidity" ->
          GroupedCiphertext2HandlesValidity.prove(key, third, amount, lo, challenges, random);
      case "GroupedCiphertext3HandlesValidity" ->
          GroupedCiphertext3HandlesValidity.prove(
              key, second, third, amount, lo, challenges, random);
      case "BatchedGroupedCiphertext2HandlesValidity" ->
          BatchedGroupedCiphertext2HandlesValidity.prove(
              key, third, amount, 5, lo, hi, challenges, random);
      case "BatchedGroupedCiphertext3HandlesValidity" ->
          BatchedGroupedCiphertext3HandlesValidity.prove(
              key, second, third, amount, 5, lo, hi, challenges, random);
      case "BatchedRangeProofU64" -> range(BatchedRangeProof.Size.U64, challenges, random, 40, 24);
      case "BatchedRangeProofU128" ->
          range(BatchedRangeProof.Size.U128, challenges, random, 64, 16, 32, 16);
      case "BatchedRangeProofU256" ->
          range(BatchedRangeProof.Size.U256, challenges, random, 64, 16, 32, 16, 16, 16, 32, 64);
      default -> throw new IllegalArgumentException("no such statement: " + type);
    };
  }

  private static ProofData range(
      BatchedRangeProof.Size size,
      ChallengeSource challenges,
      SeededRandom random,
      int... bitLengths) {
    long[] amounts = new long[bitLengths.length];
    PedersenOpening[] openings = new PedersenOpening[bitLengths.length];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = random.nextLong() >>> (Long.SIZE - bitLengths[i]);
      openings[i] = PedersenOpening.random(random);
    }
    return BatchedRangeProof.prove(size, amounts, bitLengths, openings, challenges, random);
  }
}
