package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/**
 * Proof that a ciphertext encrypts 0: the prover knows s with {@code s*P = H} and {@code s*D = C}.
 *
 * <p><b>It does not prove</b> whose ciphertext it is. <b>It must come with</b> a comparison of key
 * and ciphertext with the ledger's own. The ciphertext of 64 zero bytes cannot be proved, and needs
 * no proof.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  P    public key, not the identity
 *     32     32  C    commitment, not the identity
 *     64     32  D    handle, not the identity
 *
 *                proof
 *     96     32  Y_P  not the identity
 *    128     32  Y_D
 *    160     32  z
 * </pre>
 */
public final class ZeroCiphertext implements ProofData {
  public static final int CONTEXT_BYTES = CompressedRistretto.BYTES + ElGamalCiphertext.BYTES;
  public static final int PROOF_BYTES = 2 * CompressedRistretto.BYTES + Scalar.BYTES;
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final String NAME = "ZeroCiphertext";

  private final Context context;
  private final CompressedRistretto yP;
  private final CompressedRistretto yD;
  private final Scalar z;

  private record Context(
      CompressedRistretto pubkey, CompressedRistretto commitment, CompressedRistretto handle) {}

  private ZeroCiphertext(
      Context context, CompressedRistretto yP, CompressedRistretto yD, Scalar z) {
    this.context = context;
    this.yP = yP;
    this.yD = yD;
    this.z = z;
  }

  /** Reads 192 bytes; refuses scalars that are not reduced and identity points where forbidden. */
  public static ZeroCiphertext parse(byte[] data) throws InvalidProofException {
    ProofReader reader = ProofReader.of(NAME, data, BYTES);
    Context context =
        new Context(
            reader.nonIdentity("public key"),
            reader.nonIdentity("commitment"),
            reader.nonIdentity("handle"));
    return new ZeroCiphertext(
        context, reader.nonIdentity("Y_P"), reader.point(), reader.scalar("z"));
  }

  /**
   * Proves, in constant time, that a ciphertext encrypts 0 under the keypair's public key.
   *
   * <p>For another ciphertext the result does not verify.
   *
   * @throws IllegalArgumentException if the commitment or the handle is the identity
   */
  public static ZeroCiphertext prove(
      ElGamalKeypair keypair, ElGamalCiphertext ciphertext, SecureRandom random) {
    return prove(keypair, ciphertext, ChallengeSource.fiatShamir(), random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static ZeroCiphertext prove(
      ElGamalKeypair keypair,
      ElGamalCiphertext ciphertext,
      ChallengeSource challenges,
      SecureRandom random) {
    if (ciphertext.commitment().isIdentity() || ciphertext.handle().isIdentity()) {
      throw new IllegalArgumentException("a ciphertext with an identity half cannot be proved");
    }
    Context context =
        new Context(
            keypair.publicKey().compressed(),
            ciphertext.compressedCommitment(),
            ciphertext.compressedHandle());
    Scalar nonce = Scalar.random(random);
    CompressedRistretto yP = keypair.publicKey().point().multiply(nonce).compress();
    CompressedRistretto yD = ciphertext.handle().multiply(nonce).compress();
    Scalar c = challenge(challenges, context, yP, yD);
    Scalar z = c.multiply(keypair.secretKey().scalar()).add(nonce);
    return new ZeroCiphertext(context, yP, yD, z);
  }

  @Override
  public void relate(ChallengeSource challenges, Relations relations) {
    Scalar c = challenge(challenges, context, yP, yD);
    // z*P - c*H - Y_P = 0
    relations.begin();
    relations.add(z, context.pubkey);
    relations.subtractH(c);
    relations.subtract(yP);
    // z*D - c*C - Y_D = 0
    relations.begin();
    relations.add(z, context.handle);
    relations.subtract(c, context.commitment);
    relations.subtract(yD);
  }

  private static Scalar challenge(
      ChallengeSource challenges, Context context, CompressedRistretto yP, CompressedRistretto yD) {
    Transcript transcript = challenges.begin(Labels.ZERO_CIPHERTEXT);
    transcript.append(Labels.PUBKEY, context.pubkey);
    transcript.append(Labels.CIPHERTEXT, context.commitment, context.handle);
    transcript.separate(Labels.ZERO_CIPHERTEXT_PROOF);
    transcript.append(Labels.Y_P, yP);
    transcript.append(Labels.Y_D, yD);
    return transcript.challenge(Labels.CHALLENGE_C);
  }

  /** The challenge of this proof. The peers' challenge w only batches, which our weights do. */
  Scalar challenge() {
    return challenge(ChallengeSource.fiatShamir(), context, yP, yD);
  }

  public CompressedRistretto pubkey() {
    return context.pubkey;
  }

  /** The 64 bytes of the ciphertext. */
  public byte[] ciphertextBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(ElGamalCiphertext.BYTES);
    context.commitment.appendTo(bytes);
    context.handle.appendTo(bytes);
    return bytes.array();
  }

  @Override
  public String statement() {
    return NAME;
  }

  @Override
  public List<CompressedRistretto> points() {
    return List.of(context.pubkey, context.commitment, context.handle, yP, yD);
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
    yP.appendTo(data);
    yD.appendTo(data);
    return data.put(z.toBytes()).array();
  }
}
