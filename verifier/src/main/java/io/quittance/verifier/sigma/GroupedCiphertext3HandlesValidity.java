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
 * Proof that a grouped ciphertext is well-formed: the prover knows x and r with {@code C = x*G +
 * r*H} and {@code D_i = r*P_i} for its three handles. So the holders of all three keys decrypt the
 * same x.
 *
 * <p><b>It does not prove</b> that x is small, nor that r hides anything: with r = 0 all handles
 * are the identity and x can be found by anyone. <b>It must come with</b> a {@link
 * io.quittance.verifier.range.BatchedRangeProof} of the commitment, and a comparison of the keys
 * with the payer's, the payee's and the auditor's.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  P_1  first public key, not the identity
 *     32     32  P_2  second public key, not the identity
 *     64     32  P_3  third public key, the identity where there is no auditor
 *     96     32  C    commitment, not the identity
 *    128     32  D_1  first handle
 *    160     32  D_2  second handle
 *    192     32  D_3  third handle
 *
 *                proof
 *    224     32  Y_0  not the identity
 *    256     32  Y_1  not the identity
 *    288     32  Y_2  not the identity
 *    320     32  Y_3
 *    352     32  z_r
 *    384     32  z_x
 * </pre>
 *
 * {@link HandlesValidity} is the protocol.
 */
public final class GroupedCiphertext3HandlesValidity implements ProofData {
  /** The number of keys and of handles. */
  public static final int HANDLES = 3;

  private static final int PARTS = 1;

  public static final int CONTEXT_BYTES = HandlesValidity.Form.contextBytes(HANDLES, PARTS);
  public static final int PROOF_BYTES = HandlesValidity.Form.proofBytes(HANDLES);
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final HandlesValidity.Form FORM =
      new HandlesValidity.Form(
          "GroupedCiphertext3HandlesValidity",
          Labels.GROUPED_CIPHERTEXT_3_HANDLES_VALIDITY,
          HANDLES,
          false);

  private final HandlesValidity proof;

  private GroupedCiphertext3HandlesValidity(HandlesValidity proof) {
    this.proof = proof;
  }

  /** Reads 416 bytes; refuses scalars that are not reduced and identity points where forbidden. */
  public static GroupedCiphertext3HandlesValidity parse(byte[] data) throws InvalidProofException {
    return new GroupedCiphertext3HandlesValidity(HandlesValidity.parse(FORM, data));
  }

  /**
   * Encrypts an amount under three keys and proves it, in constant time.
   *
   * @param third the auditor's key; empty where there is none
   * @param amount 64 bits unsigned; the range proof decides how large it may be
   * @throws IllegalArgumentException if the commitment would be the identity
   */
  public static GroupedCiphertext3HandlesValidity prove(
      ElGamalPublicKey first,
      ElGamalPublicKey second,
      Optional<ElGamalPublicKey> third,
      long amount,
      PedersenOpening opening,
      SecureRandom random) {
    return prove(first, second, third, amount, opening, ChallengeSource.fiatShamir(), random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static GroupedCiphertext3HandlesValidity prove(
      ElGamalPublicKey first,
      ElGamalPublicKey second,
      Optional<ElGamalPublicKey> third,
      long amount,
      PedersenOpening opening,
      ChallengeSource challenges,
      SecureRandom random) {
    return new GroupedCiphertext3HandlesValidity(
        HandlesValidity.prove(
            FORM,
            List.of(Optional.of(first), Optional.of(second), third),
            new long[] {amount},
            List.of(opening),
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

  public CompressedRistretto commitment() {
    return proof.part(0).commitment();
  }

  /** The handle for the key with this index, from 0 to 2. */
  public CompressedRistretto handle(int index) {
    return proof.part(0).handles().get(index);
  }

  /** The 128 bytes of the grouped ciphertext. */
  public byte[] groupedBytes() {
    return proof.part(0).toBytes();
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
