package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/**
 * Proof that the prover knows the secret key s of an ElGamal public key {@code P = s^-1 * H}.
 *
 * <p><b>It does not prove</b> who the prover is, nor when the proof was made: anyone can repeat it.
 * <b>It must come with</b> a signature that ties the key to its owner and account.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  P  public key, not the identity
 *
 *                proof
 *     32     32  Y  not the identity
 *     64     32  z
 * </pre>
 */
public final class PubkeyValidity implements ProofData {
  public static final int CONTEXT_BYTES = CompressedRistretto.BYTES;
  public static final int PROOF_BYTES = CompressedRistretto.BYTES + Scalar.BYTES;
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final String NAME = "PubkeyValidity";

  private final CompressedRistretto pubkey;
  private final CompressedRistretto y;
  private final Scalar z;

  private PubkeyValidity(CompressedRistretto pubkey, CompressedRistretto y, Scalar z) {
    this.pubkey = pubkey;
    this.y = y;
    this.z = z;
  }

  /** Reads 96 bytes; refuses scalars that are not reduced and identity points. */
  public static PubkeyValidity parse(byte[] data) throws InvalidProofException {
    ProofReader reader = ProofReader.of(NAME, data, BYTES);
    return new PubkeyValidity(
        reader.nonIdentity("public key"), reader.nonIdentity("Y"), reader.scalar("z"));
  }

  /** Proves knowledge of the keypair's secret key, in constant time. */
  public static PubkeyValidity prove(ElGamalKeypair keypair, SecureRandom random) {
    return prove(keypair, ChallengeSource.fiatShamir(), random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static PubkeyValidity prove(
      ElGamalKeypair keypair, ChallengeSource challenges, SecureRandom random) {
    CompressedRistretto pubkey = keypair.publicKey().compressed();
    Scalar nonce = Scalar.random(random);
    CompressedRistretto y = Pedersen.multiplyH(nonce).compress();
    Scalar c = challenge(challenges, pubkey, y);
    Scalar z = c.multiply(keypair.secretKey().scalar().invert()).add(nonce);
    return new PubkeyValidity(pubkey, y, z);
  }

  @Override
  public void relate(ChallengeSource challenges, Relations relations) {
    Scalar c = challenge(challenges, pubkey, y);
    // z*H - c*P - Y = 0
    relations.begin();
    relations.addH(z);
    relations.subtract(c, pubkey);
    relations.subtract(y);
  }

  private static Scalar challenge(
      ChallengeSource challenges, CompressedRistretto pubkey, CompressedRistretto y) {
    Transcript transcript = challenges.begin(Labels.PUBKEY_VALIDITY);
    transcript.append(Labels.PUBKEY, pubkey);
    transcript.separate(Labels.PUBKEY_PROOF);
    transcript.append(Labels.Y, y);
    return transcript.challenge(Labels.CHALLENGE_C);
  }

  /** The challenge of this proof, for the tests against known transcripts. */
  Scalar challenge() {
    return challenge(ChallengeSource.fiatShamir(), pubkey, y);
  }

  public CompressedRistretto pubkey() {
    return pubkey;
  }

  @Override
  public String statement() {
    return NAME;
  }

  @Override
  public List<CompressedRistretto> points() {
    return List.of(pubkey, y);
  }

  @Override
  public int bytes() {
    return BYTES;
  }

  @Override
  public byte[] toBytes() {
    ByteBuffer data = ByteBuffer.allocate(BYTES);
    pubkey.appendTo(data);
    y.appendTo(data);
    return data.put(z.toBytes()).array();
  }
}
