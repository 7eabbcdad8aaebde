package io.quittance.wallet.account;

import io.quittance.verifier.batch.DecodingAdvice;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * The proofs of a debit, made together because they share commitments and openings, and the new
 * balance that they are about.
 *
 * @param equality that the new balance's ciphertext and a commitment hold the same amount, 320
 *     bytes
 * @param validity that the amount paid is encrypted alike for payer, payee and auditor: 544 bytes,
 *     none where the amount is public
 * @param range that new balance and amount are in range: 1000 bytes, 936 where the amount is public
 * @param available the new balance
 * @param advice what helps to verify these proofs faster
 */
record DebitProofs(
    byte[] equality,
    byte[] validity,
    byte[] range,
    ElGamalCiphertext available,
    DecodingAdvice advice) {
  private static final int LO_BITS = 16;
  private static final int HI_BITS = 32;
  private static final int BALANCE_BITS = 64;
  private static final int PADDING_BITS = 16;

  /**
   * Proves the payment of a hidden amount.
   *
   * @param before the payer's balance, credits applied
   * @param kept what the payer keeps, unsigned
   * @param amount what the payee gets, below 2^48
   */
  static DebitProofs hidden(
      ElGamalKeypair payer,
      ElGamalPublicKey payee,
      Optional<ElGamalPublicKey> auditor,
      ElGamalCiphertext before,
      long kept,
      long amount,
      SecureRandom random) {
    long lo = amount & ((1L << LO_BITS) - 1);
    long hi = amount >>> LO_BITS;
    PedersenOpening openingLo = PedersenOpening.random(random);
    PedersenOpening openingHi = PedersenOpening.random(random);
    ElGamalCiphertext debit =
        ElGamalCiphertext.combine(
            payer.publicKey().encrypt(lo, openingLo), payer.publicKey().encrypt(hi, openingHi));
    ElGamalCiphertext available = before.subtract(debit);
    PedersenOpening openingBalance = PedersenOpening.random(random);
    ProofData equality =
        CiphertextCommitmentEquality.prove(payer, available, openingBalance, kept, random);
    ProofData validity =
        BatchedGroupedCiphertext3HandlesValidity.prove(
            payer.publicKey(), payee, auditor, lo, hi, openingLo, openingHi, random);
    ProofData range =
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U128,
            new long[] {kept, lo, hi, 0},
            new int[] {BALANCE_BITS, LO_BITS, HI_BITS, PADDING_BITS},
            new PedersenOpening[] {
              openingBalance, openingLo, openingHi, PedersenOpening.random(random)
            },
            random);
    return new DebitProofs(
        equality.toBytes(),
        validity.toBytes(),
        range.toBytes(),
        available,
        DecodingAdvice.forProofs(List.of(equality, validity, range)));
  }

  /**
   * Proves the payment of a public amount out of the system.
   *
   * @param before the owner's balance, credits applied
   * @param kept what the owner keeps, unsigned
   * @param amount what leaves the system
   */
  static DebitProofs revealed(
      ElGamalKeypair owner, ElGamalCiphertext before, long kept, long amount, SecureRandom random) {
    ElGamalCiphertext available = before.subtractAmount(amount);
    PedersenOpening opening = PedersenOpening.random(random);
    ProofData equality =
        CiphertextCommitmentEquality.prove(owner, available, opening, kept, random);
    ProofData range =
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U64,
            new long[] {kept},
            new int[] {BALANCE_BITS},
            new PedersenOpening[] {opening},
            random);
    return new DebitProofs(
        equality.toBytes(),
        new byte[0],
        range.toBytes(),
        available,
        DecodingAdvice.forProofs(List.of(equality, range)));
  }
}
