package io.quittance.ledger.admission;

import static io.quittance.ledger.admission.CompositionRule.AUDITOR_CIPHERTEXTS;
import static io.quittance.ledger.admission.CompositionRule.AUDITOR_KEY;
import static io.quittance.ledger.admission.CompositionRule.BALANCE;
import static io.quittance.ledger.admission.CompositionRule.BIT_LENGTHS;
import static io.quittance.ledger.admission.CompositionRule.HI_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.LO_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.NEW_BALANCE_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.ONE_PAYER;
import static io.quittance.ledger.admission.CompositionRule.PAYEE_KEY;
import static io.quittance.ledger.admission.CompositionRule.PAYER_KEY;

import io.quittance.ledger.account.Available;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The three proofs of a transfer, and what must hold between them.
 *
 * <p>Together they say: the payer knows the new balance, it is not negative, and it is the old one
 * minus an amount of 48 bits that payee and auditor can decrypt. That holds only if all three
 * verify, {@link #compositionFor} finds nothing <em>and</em> {@link #balanceAfter} finds nothing.
 */
public final class TransferProofs {
  /** Bits of the new balance, of the amount's lower and upper part, and of padding to 128. */
  private static final int[] BIT_LENGTHS_REQUIRED = {64, 16, 32, 16};

  private static final int LO_SLOT = 1;
  private static final int HI_SLOT = 2;
  private static final int AUDITOR = 2;

  private final CiphertextCommitmentEquality equality;
  private final BatchedGroupedCiphertext3HandlesValidity validity;
  private final BatchedRangeProof range;

  private TransferProofs(
      CiphertextCommitmentEquality equality,
      BatchedGroupedCiphertext3HandlesValidity validity,
      BatchedRangeProof range) {
    this.equality = equality;
    this.validity = validity;
    this.range = range;
  }

  /**
   * Reads the proofs; each is context ‖ proof.
   *
   * @param equality 320 bytes
   * @param validity 544 bytes
   * @param range 1,000 bytes
   * @throws InvalidProofException if one of them is broken on its face
   */
  public static TransferProofs parse(byte[] equality, byte[] validity, byte[] range)
      throws InvalidProofException {
    return new TransferProofs(
        CiphertextCommitmentEquality.parse(equality),
        BatchedGroupedCiphertext3HandlesValidity.parse(validity),
        BatchedRangeProof.parse(BatchedRangeProof.Size.U128, range));
  }

  /** Returns the proofs, all of which must verify. */
  public List<ProofData> proofs() {
    return List.of(equality, validity, range);
  }

  /** Returns for which auditor the amount is encrypted: the identity if for none. */
  public CompressedRistretto auditorKey() {
    return validity.thirdPubkey();
  }

  /**
   * Returns the first composition rule that is broken, if any (rules a to d and the keys of f, g).
   *
   * @param payer payer's ElGamal key
   * @param payee payee's ElGamal key
   * @param auditor auditor's ElGamal key, the identity where there is none
   */
  public Optional<CompositionRule> compositionFor(
      CompressedRistretto payer, CompressedRistretto payee, CompressedRistretto auditor) {
    if (!equality.pubkey().equals(validity.firstPubkey())) {
      return Optional.of(ONE_PAYER);
    }
    if (!range.commitment(0).equals(equality.commitment())) {
      return Optional.of(NEW_BALANCE_COMMITMENT);
    }
    if (!slotIs(LO_SLOT, validity.commitmentLo())) {
      return Optional.of(LO_COMMITMENT);
    }
    if (!slotIs(HI_SLOT, validity.commitmentHi())) {
      return Optional.of(HI_COMMITMENT);
    }
    if (!Arrays.equals(range.bitLengths(), BIT_LENGTHS_REQUIRED)) {
      return Optional.of(BIT_LENGTHS);
    }
    if (!validity.thirdPubkey().equals(auditor)) {
      return Optional.of(AUDITOR_KEY);
    }
    if (!validity.firstPubkey().equals(payer)) {
      return Optional.of(PAYER_KEY);
    }
    return validity.secondPubkey().equals(payee) ? Optional.empty() : Optional.of(PAYEE_KEY);
  }

  private boolean slotIs(int slot, CompressedRistretto commitment) {
    return range.commitments().size() > slot && range.commitment(slot).equals(commitment);
  }

  /**
   * Returns the broken rule if the proofs are not about the balance that results (rule f).
   *
   * @param available the payer's balance before, credits applied
   * @throws InvalidProofException if a ciphertext encodes no points
   */
  public Optional<CompositionRule> balanceAfter(Available available) throws InvalidProofException {
    return balanceAfter(available, equality, validity);
  }

  static Optional<CompositionRule> balanceAfter(
      Available available,
      CiphertextCommitmentEquality equality,
      BatchedGroupedCiphertext3HandlesValidity validity)
      throws InvalidProofException {
    byte[] after = available.minus(validity.groupedLoBytes(), validity.groupedHiBytes()).toBytes();
    return Arrays.equals(after, equality.ciphertextBytes())
        ? Optional.empty()
        : Optional.of(BALANCE);
  }

  /**
   * Returns the broken rule if ciphertexts that stand beside the proofs for the auditor are not
   * those in them (rule e). Our commands do not repeat them; messages of Token-2022 do.
   */
  public Optional<CompositionRule> auditorCiphertexts(byte[] lo, byte[] hi) {
    return auditorCiphertexts(validity, lo, hi);
  }

  static Optional<CompositionRule> auditorCiphertexts(
      BatchedGroupedCiphertext3HandlesValidity validity, byte[] lo, byte[] hi) {
    boolean same =
        Arrays.equals(lo, join(validity.commitmentLo(), validity.handleLo(AUDITOR)))
            && Arrays.equals(hi, join(validity.commitmentHi(), validity.handleHi(AUDITOR)));
    return same ? Optional.empty() : Optional.of(AUDITOR_CIPHERTEXTS);
  }

  private static byte[] join(CompressedRistretto commitment, CompressedRistretto handle) {
    byte[] joined = Arrays.copyOf(commitment.toBytes(), 2 * CompressedRistretto.BYTES);
    System.arraycopy(
        handle.toBytes(), 0, joined, CompressedRistretto.BYTES, CompressedRistretto.BYTES);
    return joined;
  }
}
