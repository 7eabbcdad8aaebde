package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Proof that two grouped ciphertexts, the low and the high part of an amount, are well-formed: for
 * each part the prover knows x and r with {@code C = x*G + r*H} and {@code D_i = r*P_i} for its
 * three handles. So the holders of all three keys decrypt the same x.
 *
 * <p><b>It does not prove</b> that x is small, nor that r hides anything: with r = 0 all handles
 * are the identity and x can be found by anyone. <b>It must come with</b> a {@link
 * io.quittance.verifier.range.BatchedRangeProof} of both commitments, and a comparison of the keys
 * with the payer's, the payee's and the auditor's.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  P_1  first public key, not the identity
 *     32     32  P_2  second public key, not the identity
 *     64     32  P_3  third public key, the identity where there is no auditor
 *     96    128  low part:  C, D_1, D_2, D_3; C not the identity
 *    224    128  high part: C, D_1, D_2, D_3; C not the identity
 *
 *                proof
 *    352     32  Y_0  not the identity
 *    384     32  Y_1  not the identity
 *    416     32  Y_2  not the identity
 *    448     32  Y_3
 *    480     32  z_r
 *    512     32  z_x
 * </pre>
 *
 * {@link HandlesValidity} is the protocol.
 */
public final class BatchedGroupedCiphertext3HandlesValidity implements ProofData {
  /** The number of keys and of handles in each part. */
  public static final int HANDLES = 3;

  private static final int PARTS = 2;

  public static final int CONTEXT_BYTES = HandlesValidity.Form.contextBytes(HANDLES, PARTS);
  public static final int PROOF_BYTES = HandlesValidity.Form.proofBytes(HANDLES);
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final HandlesValidity.Form FORM =
      new HandlesValidity.Form(
          "BatchedGroupedCiphertext3HandlesValidity",
          Labels.BATCHED_GROUPED_CIPHERTEXT_3_HANDLES_VALIDITY,
          HANDLES,
          true);

  private static final int LO = 0;
  private static final int HI = 1;

  private final HandlesValidity proof;

  private BatchedGroupedCiphertext3HandlesValidity(HandlesValidity proof) {
    this.proof = proof;
  }

  /** Reads 544 bytes; refuses scalars that are not reduced and identity points where forbidden. */
  public static BatchedGroupedCiphertext3HandlesValidity parse(byte[] data)
      throws InvalidProofException {
    return new BatchedGroupedCiphertext3HandlesValidity(HandlesValidity.parse(FORM, data));
  }

  /**
   * Encrypts both parts of an amount under three keys and proves it, in constant time.
   *
   * @param third the auditor's key; empty where there is none
   * @param lo the low part, 64 bits unsigned; the range proof decides how large it may be
   * @param hi the high part, likewise
   * @throws IllegalArgumentException if a commitment would be the identity
   */
  public static BatchedGroupedCiphertext3HandlesValidity prove(
      ElGamalPublicKey first,
      ElGamalPublicKey second,
      Optional<ElGamalPublicKey> third,
      long lo,
      long hi,
      PedersenOpening openingLo,
      PedersenOpening openingHi,
      SecureRandom random) {
    return prove(
        first, second, third, lo, hi, openingLo, openingHi, ChallengeSource.fiatShamir(), random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static BatchedGroupedCiphertext3HandlesValidity prove(
      ElGamalPublicKey first,
      ElGamalPublicKey second,
      Optional<ElGamalPublicKey> third,
      long lo,
      long hi,
      PedersenOpening openingLo,
      PedersenOpening openingHi,
      ChallengeSource challenges,
      SecureRandom random) {
    return new BatchedGroupedCiphertext3HandlesValidity(
        HandlesValidity.prove(
            FORM,
            List.of(Optional.of(first), Optional.of(second), third),
            new long[] {lo, hi},
            List.of(openingLo, openingHi),
            challenges,
            random));
  }

  @Override
  public void relate(ChallengeSource challenges, Relations relations) {
    proof.relate(challenges, relations);
  }

  HandlesValidity.Challenges challenges() {
    return proof.challenges();
  }

  public CompressedRistretto firstPubkey() {
    return proof.pubkey(0);
  }

  public CompressedRistretto secondPubkey() {
    return proof.pubkey(1);
  }

  /** The auditor's key; the identity where there is none. */
  public CompressedRistretto thirdPubkey() {
    return proof.pubkey(2);
  }

  public CompressedRistretto commitmentLo() {
    return proof.part(LO).commitment();
  }

  public CompressedRistretto commitmentHi() {
    return proof.part(HI).commitment();
  }

  /** The low part's handle for the key with this index, from 0 to 2. */
  public CompressedRistretto handleLo(int index) {
    return proof.part(LO).handles().get(index);
  }

  /** The high part's handle for the key with this index, from 0 to 2. */
  public CompressedRistretto handleHi(int index) {
    return proof.part(HI).handles().get(index);
  }

  /** The 128 bytes of the low part. */
  public byte[] groupedLoBytes() {
    return proof.part(LO).toBytes();
  }

  /** The 128 bytes of the high part. */
  public byte[] groupedHiBytes() {
    return proof.part(HI).toBytes();
  }

  @Override
  public String statement() {
    return FORM.name();
  }

  @Override
  public List<CompressedRistretto> points() {
    return proof.points();
  }

  @Override
  public int bytes() {
    return BYTES;
  }

  @Override
  public byte[] toBytes() {
    return proof.toBytes();
  }
}
