package io.quittance.ledger.admission;

import static io.quittance.ledger.admission.CompositionRule.BALANCE;
import static io.quittance.ledger.admission.CompositionRule.BIT_LENGTHS;
import static io.quittance.ledger.admission.CompositionRule.NEW_BALANCE_COMMITMENT;
import static io.quittance.ledger.admission.CompositionRule.PAYER_KEY;

import io.quittance.ledger.account.Available;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The two proofs of a redemption, and what must hold between them.
 *
 * <p>Together they say: the owner knows the balance that remains and it is not negative. That holds
 * only if both verify, {@link #compositionFor} finds nothing <em>and</em> {@link #balanceAfter}
 * finds nothing.
 */
public final class RedeemProofs {
  private static final int[] BIT_LENGTHS_REQUIRED = {64};

  private final CiphertextCommitmentEquality equality;
  private final BatchedRangeProof range;

  private RedeemProofs(CiphertextCommitmentEquality equality, BatchedRangeProof range) {
    this.equality = equality;
    this.range = range;
  }

  /**
   * Reads the proofs; each is context ‖ proof.
   *
   * @param equality 320 bytes
   * @param range 936 bytes
   * @throws InvalidProofException if one of them is broken on its face
   */
  public static RedeemProofs parse(byte[] equality, byte[] range) throws InvalidProofException {
    return new RedeemProofs(
        CiphertextCommitmentEquality.parse(equality),
        BatchedRangeProof.parse(BatchedRangeProof.Size.U64, range));
  }

  /** Returns the proofs, both of which must verify. */
  public List<ProofData> proofs() {
    return List.of(equality, range);
  }

  /**
   * Returns the first composition rule that is broken, if any.
   *
   * @param owner the account's ElGamal key
   */
  public Optional<CompositionRule> compositionFor(CompressedRistretto owner) {
    if (!range.commitment(0).equals(equality.commitment())) {
      return Optional.of(NEW_BALANCE_COMMITMENT);
    }
    if (!Arrays.equals(range.bitLengths(), BIT_LENGTHS_REQUIRED)) {
      return Optional.of(BIT_LENGTHS);
    }
    return equality.pubkey().equals(owner) ? Optional.empty() : Optional.of(PAYER_KEY);
  }

  /**
   * Returns the broken rule if the proofs are not about the balance that results.
   *
   * @param available the balance before, credits applied
   * @param amount the public amount
   */
  public Optional<CompositionRule> balanceAfter(Available available, long amount) {
    return Arrays.equals(available.minus(amount).toBytes(), equality.ciphertextBytes())
        ? Optional.empty()
        : Optional.of(BALANCE);
  }
}
