package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/**
 * Proof that a ciphertext and a commitment hold the same amount: the prover knows s, x and r with
 * {@code s*P = H}, {@code C = x*G + s*D} and {@code C' = x*G + r*H}.
 *
 * <p><b>It does not prove</b> that x is small or not negative: x is a number modulo the group's
 * order, and a proof about -5 is valid. <b>It must come with</b> a {@link
 * io.quittance.verifier.range.BatchedRangeProof} of the same commitment, and a comparison of key
 * and ciphertext with those that the ledger computed from its own state.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  P    public key, not the identity
 *     32     32  C    the ciphertext's commitment, not the identity
 *     64     32  D    the ciphertext's handle, not the identity
 *     96     32  C'   commitment, not the identity
 *
 *                proof
 *    128     32  Y_0  not the identity
 *    160     32  Y_1  not the identity
 *    192     32  Y_2  not the identity
 *    224     32  z_s
 *    256     32  z_x
 *    288     32  z_r
 * </pre>
 */
public final class CiphertextCommitmentEquality implements ProofData {
  public static final int CONTEXT_BYTES =
      CompressedRistretto.BYTES + ElGamalCiphertext.BYTES + CompressedRistretto.BYTES;
  public static final int PROOF_BYTES = 3 * CompressedRistretto.BYTES + 3 * Scalar.BYTES;
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final String NAME = "CiphertextCommitmentEquality";

  private final Context context;
  private final Announcement announcement;
  private final Scalar zS;
  private final Scalar zX;
  private final Scalar zR;

  private record Context(
      CompressedRistretto pubkey,
      CompressedRistretto ciphertextCommitment,
      CompressedRistretto handle,
      CompressedRistretto commitment) {}

  /** The prover's first message. */
  private record Announcement(
      CompressedRistretto y0, CompressedRistretto y1, CompressedRistretto y2) {}

  private CiphertextCommitmentEquality(
      Context context, Announcement announcement, Scalar zS, Scalar zX, Scalar zR) {
    this.context = context;
    this.announcement = announcement;
    this.zS = zS;
    this.zX = zX;
    this.zR = zR;
  }

  /** Reads 320 bytes; refuses scalars that are not reduced and identity points. */
  public static CiphertextCommitmentEquality parse(byte[] data) throws InvalidProofException {
    ProofReader reader = ProofReader.of(NAME, data, BYTES);
    Context context =
        new Context(
            reader.nonIdentity("public key"),
            reader.nonIdentity("ciphertext's commitment"),
            reader.nonIdentity("ciphertext's handle"),
            reader.nonIdentity("commitment"));
    Announcement announcement =
        new Announcement(
            reader.nonIdentity("Y_0"), reader.nonIdentity("Y_1"), reader.nonIdentity("Y_2"));
    return new CiphertextCommitmentEquality(
        context, announcement, reader.scalar("z_s"), reader.scalar("z_x"), reader.scalar("z_r"));
  }

  /**
   * Proves, in constant time, that a ciphertext under the keypair's public key and the commitment
   * with the given opening both hold an amount of 64 bits, unsigned.
   *
   * <p>If the ciphertext holds another amount, the result does not verify.
   *
   * @throws IllegalArgumentException if the ciphertext has an identity half, or the commitment is
   *     the identity
   */
  public static CiphertextCommitmentEquality prove(
      ElGamalKeypair keypair,
      ElGamalCiphertext ciphertext,
      PedersenOpening opening,
      long amount,
      SecureRandom random) {
    return prove(keypair, ciphertext, opening, amount, ChallengeSource.fiatShamir(), random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static CiphertextCommitmentEquality prove(
      ElGamalKeypair keypair,
      ElGamalCiphertext ciphertext,
      PedersenOpening opening,
      long amount,
      ChallengeSource challenges,
      SecureRandom random) {
    RistrettoPoint commitment = Pedersen.commit(amount, opening);
    if (ciphertext.commitment().isIdentity() || ciphertext.handle().isIdentity()) {
      throw new IllegalArgumentException("a ciphertext with an identity half cannot be proved");
    }
    if (commitment.isIdentity()) {
      throw new IllegalArgumentException("a commitment that is the identity cannot be proved");
    }
    Context context =
        new Context(
            keypair.publicKey().compressed(),
            ciphertext.compressedCommitment(),
            ciphertext.compressedHandle(),
            commitment.compress());
    Scalar nonceS = Scalar.random(random);
    Scalar nonceX = Scalar.random(random);
    Scalar nonceR = Scalar.random(random);
    RistrettoPoint nonceG = Pedersen.multiplyG(nonceX);
    Announcement announcement =
        new Announcement(
            keypair.publicKey().point().multiply(nonceS).compress(),
            nonceG.add(ciphertext.handle().multiply(nonceS)).compress(),
            nonceG.add(Pedersen.multiplyH(nonceR)).compress());
    Scalar c = challenge(challenges, context, announcement);
    return new CiphertextCommitmentEquality(
        context,
        announcement,
        c.multiply(keypair.secretKey().scalar()).add(nonceS),
        c.multiply(Scalar.of(amount)).add(nonceX),
        c.multiply(opening.scalar()).add(nonceR));
  }

  @Override
  public void relate(ChallengeSource challenges, Relations relations) {
    Scalar c = challenge(challenges, context, announcement);
    // z_s*P - c*H - Y_0 = 0
    relations.begin();
    relations.add(zS, context.pubkey);
    relations.subtractH(c);
    relations.subtract(announcement.y0);
    // z_x*G + z_s*D - c*C - Y_1 = 0
    relations.begin();
    relations.addG(zX);
    relations.add(zS, context.handle);
    relations.subtract(c, context.ciphertextCommitment);
    relations.subtract(announcement.y1);
    // z_x*G + z_r*H - c*C' - Y_2 = 0
    relations.begin();
    relations.addG(zX);
    relations.addH(zR);
    relations.subtract(c, context.commitment);
    relations.subtract(announcement.y2);
  }

  private static Scalar challenge(
      ChallengeSource challenges, Context context, Announcement announcement) {
    Transcript transcript = challenges.begin(Labels.CIPHERTEXT_COMMITMENT_EQUALITY);
    transcript.append(Labels.PUBKEY, context.pubkey);
    transcript.append(Labels.CIPHERTEXT, context.ciphertextCommitment, context.handle);
    transcript.append(Labels.COMMITMENT, context.commitment);
    transcript.separate(Labels.CIPHERTEXT_COMMITMENT_EQUALITY_PROOF);
    transcript.append(Labels.Y_0, announcement.y0);
    transcript.append(Labels.Y_1, announcement.y1);
    transcript.append(Labels.Y_2, announcement.y2);
    return transcript.challenge(Labels.CHALLENGE_C);
  }

  /** The challenge of this proof. The peers' challenge w only batches, which our weights do. */
  Scalar challenge() {
    return challenge(ChallengeSource.fiatShamir(), context, announcement);
  }

  public CompressedRistretto pubkey() {
    return context.pubkey;
  }

  /** The 64 bytes of the ciphertext. */
  public byte[] ciphertextBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(ElGamalCiphertext.BYTES);
    context.ciphertextCommitment.appendTo(bytes);
    context.handle.appendTo(bytes);
    return bytes.array();
  }

  public CompressedRistretto commitment() {
    return context.commitment;
  }

  @Override
  public String statement() {
    return NAME;
  }

  @Override
  public List<CompressedRistretto> points() {
    return List.of(
        context.pubkey,
        context.ciphertextCommitment,
        context.handle,
        context.commitment,
        announcement.y0,
        announcement.y1,
        announcement.y2);
  }

  @Override
  public int bytes() {
    return BYTES;
  }

  @Override
  public byte[] toBytes() {
    ByteBuffer data = ByteBuffer.allocate(BYTES);
    context.pubkey.appendTo(data);
    data.put(ciphertextBytes());
    context.commitment.appendTo(data);
    announcement.y0.appendTo(data);
    announcement.y1.appendTo(data);
    announcement.y2.appendTo(data);
    return data.put(zS.toBytes()).put(zX.toBytes()).put(zR.toBytes()).array();
  }
}
