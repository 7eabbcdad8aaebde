package io.quittance.verifier;

import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.util.List;
import java.util.Optional;

/** The three proofs of a transfer as a wallet composes them. */
public final class Transfers {
  private static final int LOW_BITS = 16;
  private static final long LOW_MASK = (1 << LOW_BITS) - 1;

  private Transfers() {}

  /** Proves a transfer out of a balance that is encrypted for it with fresh randomness. */
  public static List<ProofData> prove(long balance, long amount, SeededRandom random) {
    ElGamalKeypair payer = ElGamalKeypair.random(random);
    ElGamalPublicKey payee = ElGamalKeypair.random(random).publicKey();
    ElGamalPublicKey auditor = ElGamalKeypair.random(random).publicKey();
    long lo = amount & LOW_MASK;
    long hi = amount >>> LOW_BITS;
    PedersenOpening openingLo = PedersenOpening.random(random);
    PedersenOpening openingHi = PedersenOpening.random(random);
    PedersenOpening openingNew = PedersenOpening.random(random);
    PedersenOpening openingPadding = PedersenOpening.random(random);
    ElGamalCiphertext debit =
        payer
            .publicKey()
            .encrypt(amount, openingLo.add(openingHi.multiply(Scalar.of(1 << LOW_BITS))));
    ElGamalCiphertext remaining = payer.publicKey().encrypt(balance, random).subtract(debit);
    return List.of(
        CiphertextCommitmentEquality.prove(payer, remaining, openingNew, balance - amount, random),
        BatchedGroupedCiphertext3HandlesValidity.prove(
            payer.publicKey(), payee, Optional.of(auditor), lo, hi, openingLo, openingHi, random),
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U128,
            new long[] {balance - amount, lo, hi, 0},
            new int[] {64, 16, 32, 16},
            new PedersenOpening[] {openingNew, openingLo, openingHi, openingPadding},
            random));
  }
}
