package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
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
 * Proof that ciphertexts under two keys hold the same amount: the prover knows s, x and r with
 * {@code s*P1 = H}, {@code C1 = x*G + s*D1}, {@code C2 = x*G + r*H} and {@code D2 = r*P2}.
 *
 * <p><b>It does not prove</b> that x is small or not negative, that the prover could decrypt the
 * second ciphertext, nor that r hides anything: the second ciphertext may be all zero, which says
 * openly that x is 0. <b>It must come with</b> a comparison of the first key and ciphertext with
 * those that the ledger holds, and of the second key with that of whoever receives the amount.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  P1   first public key, not the identity
 *     32     32  P2   second public key, not the identity
 *     64     32  C1   the first ciphertext's commitment, not the identity
 *     96     32  D1   the first ciphertext's handle, not the identity
 *    128     32  C2   the second ciphertext's commitment
 *    160     32  D2   the second ciphertext's handle
 *
 *                proof
 *    192     32  Y_0  not the identity
 *    224     32  Y_1  not the identity
 *    256     32  Y_2  not the identity
 *    288     32  Y_3  not the identity
 *    320     32  z_s
 *    352     32  z_x
 *    384     32  z_r
 * </pre>
 */
public final class CiphertextCiphertextEquality implements ProofData {
  public static final int CONTEXT_BYTES =
      2 * CompressedRistretto.BYTES + 2 * ElGamalCiphertext.BYTES;
  public static final int PROOF_BYTES = 4 * CompressedRistretto.BYTES + 3 * Scalar.BYTES;
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final String NAME = "CiphertextCiphertextEquality";

  private final Context context;
  private final Announcement announcement;
  private final Scalar zS;
  private final Scalar zX;
  private final Scalar zR;

  private record Context(
      CompressedRistretto firstPubkey,
      CompressedRistretto secondPubkey,
      CompressedRistretto firstCommitment,
      CompressedRistretto firstHandle,
      CompressedRistretto secondCommitment,
      CompressedRistretto secondHandle) {}

  /** The prover's first message. */
  private record Announcement(
      CompressedRistretto y0,
      CompressedRistretto y1,
      CompressedRistretto y2,
      CompressedRistretto y3) {}

  private CiphertextCiphertextEquality(
      Context context, Announcement announcement, Scalar zS, Scalar zX, Scalar zR) {
    this.context = context;
    this.announcement = announcement;
    this.zS = zS;
    this.zX = zX;
    this.zR = zR;
  }

  /** Reads 416 bytes; refuses scalars that are not reduced and identity points where forbidden. */
  public static CiphertextCiphertextEquality parse(byte[] data) throws InvalidProofException {
    ProofReader reader = ProofReader.of(NAME, data, BYTES);
    Context context =
        new Context(
            reader.nonIdentity("first public key"),
            reader.nonIdentity("second public key"),
            reader.nonIdentity("first ciphertext's commitment"),
            reader.nonIdentity("first ciphertext's handle"),
            reader.point(),
            reader.point());
    Announcement announcement =
        new Announcement(
            reader.nonIdentity("Y_0"),
            reader.nonIdentity("Y_1"),
            reader.nonIdentity("Y_2"),
            reader.nonIdentity("Y_3"));
    return new CiphertextCiphertextEquality(
        context, announcement, reader.scalar("z_s"), reader.scalar("z_x"), reader.scalar("z_r"));
  }

  /**
   * Encrypts an amount under a second key and proves, in constant time, that a ciphertext under the
   * keypair's public key holds the same.
   *
   * <p>If the first ciphertext holds another amount, the result does not verify.
   *
   * @param first the keypair of the first ciphertext
   * @param ciphertext the first ciphertext
   * @param second the key to encrypt for
   * @param opening the randomness of the second ciphertext
   * @param amount 64 bits, unsigned
   * @throws IllegalArgumentException if the first ciphertext has an identity half
   */
  public static CiphertextCiphertextEquality prove(
      ElGamalKeypair first,
      ElGamalCiphertext ciphertext,
      ElGamalPublicKey second,
      PedersenOpening opening,
      long amount,
      SecureRandom random) {
    return prove(first, ciphertext, second, opening, amount, ChallengeSource.fiatShamir(), random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static CiphertextCiphertextEquality prove(
      ElGamalKeypair first,
      ElGamalCiphertext ciphertext,
      ElGamalPublicKey second,
      PedersenOpening opening,
      long amount,
      ChallengeSource challenges,
      SecureRandom random) {
    if (ciphertext.commitment().isIdentity() || ciphertext.handle().isIdentity()) {
      throw new IllegalArgumentException("a ciphertext with an identity half cannot be proved");
    }
    ElGamalCiphertext encrypted = second.encrypt(amount, opening);
    Context context =
        new Context(
            first.publicKey().compressed(),
            second.compressed(),
            ciphertext.compressedCommitment(),
            ciphertext.compressedHandle(),
            encrypted.compressedCommitment(),
            encrypted.compressedHandle());
    Scalar nonceS = Scalar.random(random);
    Scalar nonceX = Scalar.random(random);
    PedersenOpening nonceR = PedersenOpening.random(random);
    RistrettoPoint nonceG = Pedersen.multiplyG(nonceX);
    Announcement announcement =
        new Announcement(
            first.publicKey().point().multiply(nonceS).compress(),
            nonceG.add(ciphertext.handle().multiply(nonceS)).compress(),
            nonceG.add(Pedersen.multiplyH(nonceR.scalar())).compress(),
            second.handle(nonceR).compress());
    Scalar c = challenge(challenges, context, announcement);
    return new CiphertextCiphertextEquality(
        context,
        announcement,
        c.multiply(first.secretKey().scalar()).add(nonceS),
        c.multiply(Scalar.of(amount)).add(nonceX),
        c.multiply(opening.scalar()).add(nonceR.scalar()));
  }

  @Override
  public void relate(ChallengeSource challenges, Relations relations) {
    Scalar c = challenge(challenges, context, announcement);
    // z_s*P1 - c*H - Y_0 = 0
    relations.begin();
    relations.add(zS, context.firstPubkey);
    relations.subtractH(c);
    relations.subtract(announcement.y0);
    // z_x*G + z_s*D1 - c*C1 - Y_1 = 0
    relations.begin();
    relations.addG(zX);
    relations.add(zS, context.firstHandle);
    relations.subtract(c, context.firstCommitment);
    relations.subtract(announcement.y1);
    // z_x*G + z_r*H - c*C2 - Y_2 = 0
    relations.begin();
    relations.addG(zX);
    relations.addH(zR);
    relations.subtract(c, context.secondCommitment);
    relations.subtract(announcement.y2);
    // z_r*P2 - c*D2 - Y_3 = 0
    relations.begin();
    relations.add(zR, context.secondPubkey);
    relations.subtract(c, context.secondHandle);
    relations.subtract(announcement.y3);
  }

  private static Scalar challenge(
      ChallengeSource challenges, Context context, Announcement announcement) {
    Transcript transcript = challenges.begin(Labels.CIPHERTEXT_CIPHERTEXT_EQUALITY);
    transcript.append(Labels.FIRST_PUBKEY, context.firstPubkey);
    transcript.append(Labels.SECOND_PUBKEY, context.secondPubkey);
    transcript.append(Labels.FIRST_CIPHERTEXT, context.firstCommitment, context.firstHandle);
    transcript.append(Labels.SECOND_CIPHERTEXT, context.secondCommitment, context.secondHandle);
    transcript.separate(Labels.CIPHERTEXT_CIPHERTEXT_EQUALITY_PROOF);
    transcript.append(Labels.Y_0, announcement.y0);
    transcript.append(Labels.Y_1, announcement.y1);
    transcript.append(Labels.Y_2, announcement.y2);
    transcript.append(Labels.Y_3, announcement.y3);
    return transcript.challenge(Labels.CHALLENGE_C);
  }

  /** The challenge of this proof. The peers' challenge w only batches, which our weights do. */
  Scalar challenge() {
    return challenge(ChallengeSource.fiatShamir(), context, announcement);
  }

  public CompressedRistretto firstPubkey() {
    return context.firstPubkey;
  }

  public CompressedRistretto secondPubkey() {
    return context.secondPubkey;
  }

  /** The 64 bytes of the first ciphertext. */
  public byte[] firstCiphertextBytes() {
    return join(List.of(context.firstCommitment, context.firstHandle));
  }

  /** The 64 bytes of the second ciphertext. */
  public byte[] secondCiphertextBytes() {
    return join(List.of(context.secondCommitment, context.secondHandle));
  }

  private static byte[] join(List<CompressedRistretto> points) {
    ByteBuffer bytes = ByteBuffer.allocate(points.size() * CompressedRistretto.BYTES);
    points.forEach(point -> point.appendTo(bytes));
    return bytes.array();
  }

  @Override
  public String statement() {
    return NAME;
  }

  @Override
  public List<CompressedRistretto> points() {
    return List.of(
        context.firstPubkey,
        context.secondPubkey,
        context.firstCommitment,
        context.firstHandle,
        context.secondCommitment,
        context.secondHandle,
        announcement.y0,
        announcement.y1,
        announcement.y2,
        announcement.y3);
  }

  @Override
  public int bytes() {
    return BYTES;
  }

  @Override
  public byte[] toBytes() {
    ByteBuffer data = ByteBuffer.allocate(BYTES);
    data.put(join(List.of(context.firstPubkey, context.secondPubkey)));
    data.put(firstCiphertextBytes()).put(secondCiphertextBytes());
    data.put(join(List.of(announcement.y0, announcement.y1, announcement.y2, announcement.y3)));
    return data.put(zS.toBytes()).put(zX.toBytes()).put(zR.toBytes()).array();
  }
}
