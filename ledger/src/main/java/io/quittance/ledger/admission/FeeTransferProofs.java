package io.quittance.ledger.admission;

import static io.quittance.ledger.admission.CompositionRule.AUDITOR_KEY;
import static io.quittance.ledger.admission.CompositionRule.AUTHORITY_KEY;
import static io.quittance.ledger.admission.CompositionRule.BIT_LENGTHS;
import static io.quittance.ledger.admission.CompositionRule.CLAIMED_DELTA;
import static io.quittance.ledger.admission.CompositionRule.CLAIMED_DELTA_COMPLEMENT;
import static io.quittance.ledger.admission.CompositionRule.DELTA_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.FEE_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.FEE_HI_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.FEE_LO_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.FEE_PAYEE_KEY;
import static io.quittance.ledger.admission.CompositionRule.HI_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.LO_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.MAXIMUM_FEE;
import static io.quittance.ledger.admission.CompositionRule.NET_AMOUNT;
import static io.quittance.ledger.admission.CompositionRule.NEW_BALANCE_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.ONE_PAYER;
import static io.quittance.ledger.admission.CompositionRule.PAYEE_KEY;
import static io.quittance.ledger.admission.CompositionRule.PAYER_KEY;

import io.quittance.ledger.account.Available;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.PercentageWithCap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The five proofs of a transfer with a fee, and what must hold between them (Token-2022's rules).
 * No command of this ledger charges fees; this class only judges such transfers.
 *
 * <p>Together they say what those of {@link TransferProofs} say and that the fee, which payee and
 * collector can decrypt, is the cap or the rate's share of the amount, rounded up, and at most the
 * amount. A payer may pay the cap where less was due. All that holds only if all five verify,
 * {@link #compositionFor} finds nothing <em>and</em> {@link #balanceAfter} finds nothing.
 *
 * <pre>
 * slot  bits  commitment of the range proof
 *    0    64  new balance, as in the equality proof
 *    1    16  C_lo        lower part of the amount
 *    2    32  C_hi        upper part of the amount
 *    3    16  C_claimed   claimed delta, as in the percentage proof
 *    4    16  9999*G - C_claimed
 *    5    16  F_lo        lower part of the fee
 *    6    32  F_hi        upper part of the fee
 *    7    64  C_lo + 2^16*C_hi - (F_lo + 2^16*F_hi)
 * </pre>
 */
public final class FeeTransferProofs {
  private static final int[] BIT_LENGTHS_REQUIRED = {64, 16, 32, 16, 16, 16, 32, 64};

  /** Bits of the lower part of an amount or fee. */
  private static final int LOW_BITS = 16;

  /** A rate of 10,000 basis points is the whole; rounding up leaves a delta below that. */
  private static final int WHOLE_BASIS_POINTS = 10_000;

  private static final int MAX_DELTA = WHOLE_BASIS_POINTS - 1;

  private final CiphertextCommitmentEquality equality;
  private final BatchedGroupedCiphertext3HandlesValidity validity;
  private final PercentageWithCap percentage;
  private final BatchedGroupedCiphertext2HandlesValidity feeValidity;
  private final BatchedRangeProof range;

  private FeeTransferProofs(
      CiphertextCommitmentEquality equality,
      BatchedGroupedCiphertext3HandlesValidity validity,
      PercentageWithCap percentage,
      BatchedGroupedCiphertext2HandlesValidity feeValidity,
      BatchedRangeProof range) {
    this.equality = equality;
    this.validity = validity;
    this.percentage = percentage;
    this.feeValidity = feeValidity;
    this.range = range;
  }

  /**
   * What an asset charges.
   *
   * @param basisPoints the rate, 0 to 10,000
   * @param maximum the cap, 64 bits unsigned
   * @param authority the ElGamal key of whoever collects the fees
   */
  public record Terms(int basisPoints, long maximum, CompressedRistretto authority) {
    /** Refuses a rate of more than the whole. */
    public Terms {
      if (basisPoints < 0 || basisPoints > WHOLE_BASIS_POINTS) {
        throw new IllegalArgumentException(
            "the rate must be 0 to 10000 basis points, not " + basisPoints);
      }
    }
  }

  /**
   * Reads the proofs; each is context ‖ proof.
   *
   * @param equality 320 bytes
   * @param validity 544 bytes
   * @param percentage 360 bytes
   * @param feeValidity 416 bytes
   * @param range 1,064 bytes
   * @throws InvalidProofException if one of them is broken on its face
   */
  public static FeeTransferProofs parse(
      byte[] equality, byte[] validity, byte[] percentage, byte[] feeValidity, byte[] range)
      throws InvalidProofException {
    return new FeeTransferProofs(
        CiphertextCommitmentEquality.parse(equality),
        BatchedGroupedCiphertext3HandlesValidity.parse(validity),
        PercentageWithCap.parse(percentage),
        BatchedGroupedCiphertext2HandlesValidity.parse(feeValidity),
        BatchedRangeProof.parse(BatchedRangeProof.Size.U256, range));
  }

  /** Returns the proofs, all of which must verify. */
  public List<ProofData> proofs() {
    return List.of(equality, validity, percentage, feeValidity, range);
  }

  /**
   * Returns the first composition rule that is broken, if any.
   *
   * @param payer payer's ElGamal key
   * @param payee payee's ElGamal key
   * @param auditor auditor's ElGamal key, the identity where there is none
   * @param terms what the asset charges now
   * @throws InvalidProofException if a commitment encodes no point, which verified proofs rule out
   */
  public Optional<CompositionRule> compositionFor(
      CompressedRistretto payer,
      CompressedRistretto payee,
      CompressedRistretto auditor,
      Terms terms)
      throws InvalidProofException {
    if (!feeValidity.firstPubkey().equals(validity.secondPubkey())) {
      return Optional.of(FEE_PAYEE_KEY);
    }
    if (!feeValidity.secondPubkey().equals(terms.authority)) {
      return Optional.of(AUTHORITY_KEY);
    }
    Optional<CompositionRule> broken = slots();
    if (broken.isEmpty()) {
      broken = sums(terms);
    }
    if (broken.isPresent()) {
      return broken;
    }
    if (percentage.maxValue() != terms.maximum) {
      return Optional.of(MAXIMUM_FEE);
    }
    if (!Arrays.equals(range.bitLengths(), BIT_LENGTHS_REQUIRED)) {
      return Optional.of(BIT_LENGTHS);
    }
    return keys(payer, payee, auditor);
  }

  private Optional<CompositionRule> keys(
      CompressedRistretto payer, CompressedRistretto payee, CompressedRistretto auditor) {
    if (!equality.pubkey().equals(validity.firstPubkey())) {
      return Optional.of(ONE_PAYER);
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

  /** The slots whose commitments stand in another proof. */
  private Optional<CompositionRule> slots() {
    if (!slotIs(0, equality.commitment())) {
      return Optional.of(NEW_BALANCE_COMMITMENT);
    }
    if (!slotIs(1, validity.commitmentLo())) {
      return Optional.of(LO_COMMITMENT);
    }
    if (!slotIs(2, validity.commitmentHi())) {
      return Optional.of(HI_COMMITMENT);
    }
    if (!slotIs(3, percentage.claimedCommitment())) {
      return Optional.of(CLAIMED_DELTA);
    }
    if (!slotIs(5, feeValidity.commitmentLo())) {
      return Optional.of(FEE_LO_COMMITMENT);
    }
    return slotIs(6, feeValidity.commitmentHi())
        ? Optional.empty()
        : Optional.of(FEE_HI_COMMITMENT);
  }

  /** What must be computed from the commitments: fee, delta and the two slots that are left. */
  private Optional<CompositionRule> sums(Terms terms) throws InvalidProofException {
    RistrettoPoint amount = combine(validity.commitmentLo(), validity.commitmentHi());
    RistrettoPoint fee = combine(feeValidity.commitmentLo(), feeValidity.commitmentHi());
    if (!fee.compress().equals(percentage.percentageCommitment())) {
      return Optional.of(FEE_COMMITMENT);
    }
    RistrettoPoint delta =
        fee.multiply(Scalar.of(WHOLE_BASIS_POINTS))
            .subtract(amount.multiply(Scalar.of(terms.basisPoints)));
    if (!delta.compress().equals(percentage.deltaCommitment())) {
      return Optional.of(DELTA_COMMITMENT);
    }
    RistrettoPoint complement =
        Pedersen.G.multiply(Scalar.of(MAX_DELTA)).subtract(percentage.claimedCommitment().decode());
    if (!slotIs(4, complement.compress())) {
      return Optional.of(CLAIMED_DELTA_COMPLEMENT);
    }
    return slotIs(7, amount.subtract(fee).compress()) ? Optional.empty() : Optional.of(NET_AMOUNT);
  }

  private static RistrettoPoint combine(CompressedRistretto lo, CompressedRistretto hi)
      throws InvalidProofException {
    return lo.decode().add(hi.decode().multiplyByPowerOfTwo(LOW_BITS));
  }

  /**
   * Returns the broken rule if the proofs are not about the balance that results. The fee comes out
   * of what the payee receives, so it does not change the payer's balance.
   *
   * @param available the payer's balance before, credits applied
   * @throws InvalidProofException if a ciphertext encodes no points
   */
  public Optional<CompositionRule> balanceAfter(Available available) throws InvalidProofException {
    return TransferProofs.balanceAfter(available, equality, validity);
  }

  /**
   * Returns the broken rule if ciphertexts that stand beside the proofs for the auditor are not
   * those in them.
   */
  public Optional<CompositionRule> auditorCiphertexts(byte[] lo, byte[] hi) {
    return TransferProofs.auditorCiphertexts(validity, lo, hi);
  }
}
