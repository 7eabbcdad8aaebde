package io.quittance.verifier.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.transcript.Label;
import io.quittance.verifier.transcript.Labels;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs written down without the secret, by one who knows the coins beforehand. That they convince
 * shows that a run tells nothing (all of it could have been made up), that its record is no
 * evidence, and that a verifier who shows a coin before the announcement is deceived.
 */
class SimulatorTest {
  private final SeededRandom random = new SeededRandom(78);
  private final ElGamalPublicKey key = ElGamalKeypair.random(random).publicKey();
  private final Coins coins = knownCoins();
  private final byte[] commitment = coins.commitment();
  private final byte[] coin = coins.reveal();
  private final Scalar c = new Session(LiveRun.DESCRIPTION, commitment).challenge(1, coin);

  @Test
  void pubkeyValidity_withTheChallengeKnown_isMadeUpWithoutTheSecret() throws Exception {
    Scalar z = Scalar.random(random);
    RistrettoPoint y = Pedersen.multiplyH(z).subtract(key.point().multiply(c));
    byte[] data = join(List.of(key.compressed(), y.compress()), List.of(z), PubkeyValidity.BYTES);
    byte[] announcement =
        announcement(
            Labels.PUBKEY_VALIDITY,
            run -> {
              run.append(Labels.PUBKEY, key.compressed());
              run.separate(Labels.PUBKEY_PROOF);
              run.append(Labels.Y, y.compress());
            });
    PubkeyValidity made = PubkeyValidity.parse(data);
    assertTrue(replay(announcement, made).isAccepted());
    assertFalse(freshRun(announcement, made).isAccepted(), "the coin was not known");
  }

  @Test
  void equality_withTheChallengeKnown_isMadeUpAboutAnyAmount() throws Exception {
    ElGamalCiphertext ciphertext = key.encrypt(3, PedersenOpening.random(random));
    RistrettoPoint other = Pedersen.commit(1_000_000, PedersenOpening.random(random));
    Scalar zS = Scalar.random(random);
    Scalar zX = Scalar.random(random);
    Scalar zR = Scalar.random(random);
    RistrettoPoint xG = Pedersen.multiplyG(zX);
    RistrettoPoint y0 = key.point().multiply(zS).subtract(Pedersen.multiplyH(c));
    RistrettoPoint y1 =
        xG.add(ciphertext.handle().multiply(zS)).subtract(ciphertext.commitment().multiply(c));
    RistrettoPoint y2 = xG.add(Pedersen.multiplyH(zR)).subtract(other.multiply(c));
    byte[] data =
        join(
            List.of(
                key.compressed(),
                ciphertext.compressedCommitment(),
                ciphertext.compressedHandle(),
                other.compress(),
                y0.compress(),
                y1.compress(),
                y2.compress()),
            List.of(zS, zX, zR),
            CiphertextCommitmentEquality.BYTES);
    byte[] announcement =
        announcement(
            Labels.CIPHERTEXT_COMMITMENT_EQUALITY,
            run -> {
              run.append(Labels.PUBKEY, key.compressed());
              run.append(
                  Labels.CIPHERTEXT,
                  ciphertext.compressedCommitment(),
                  ciphertext.compressedHandle());
              run.append(Labels.COMMITMENT, other.compress());
              run.separate(Labels.CIPHERTEXT_COMMITMENT_EQUALITY_PROOF);
              run.append(Labels.Y_0, y0.compress());
              run.append(Labels.Y_1, y1.compress());
              run.append(Labels.Y_2, y2.compress());
            });
    CiphertextCommitmentEquality made = CiphertextCommitmentEquality.parse(data);
    assertTrue(replay(announcement, made).isAccepted());
    assertFalse(freshRun(announcement, made).isAccepted(), "the coin was not known");
  }

  @Test
  void answer_withoutAnnouncement_isJudgedUnderAChallengeDrawnAfterIt() throws Exception {
    Scalar drawn = Scalar.random(new SeededRandom(80));
    for (boolean foreseen : new boolean[] {true, false}) {
      Scalar z = Scalar.random(random);
      Scalar guess = foreseen ? drawn : Scalar.random(random);
      RistrettoPoint y = Pedersen.multiplyH(z).subtract(key.point().multiply(guess));
      byte[] data = join(List.of(key.compressed(), y.compress()), List.of(z), PubkeyValidity.BYTES);
      LiveVerifier verifier =
          LiveVerifier.of(LiveRun.DESCRIPTION, knownCoins(), new SeededRandom(80));
      Verdict verdict =
          verifier.judge(
              new BatchVerifier(new SecureRandom()), PubkeyValidity.parse(data), List.of());
      assertEquals(foreseen, verdict.isAccepted());
    }
  }

  private Verdict replay(byte[] announcement, ProofData made) throws InvalidProofException {
    LiveVerifier verifier = LiveVerifier.of(LiveRun.DESCRIPTION, knownCoins(), new SecureRandom());
    verifier.coin(announcement);
    return verifier.judge(new BatchVerifier(new SecureRandom()), made, List.of());
  }

  /** A verifier who keeps her coins to herself. */
  private static Verdict freshRun(byte[] announcement, ProofData made) {
    LiveRun run = new LiveRun();
    run.coin(announcement);
    return run.judge(made);
  }

  private static Coins knownCoins() {
    return Coins.toss(new SeededRandom(79));
  }

  private interface Messages {
    void write(LiveTranscript run);
  }

  private static byte[] announcement(Label statement, Messages messages) {
    byte[][] sent = new byte[1][];
    LiveTranscript run =
        new LiveTranscript() {
          @Override
          Scalar challenge(int round, byte[] announcement) {
            sent[0] = announcement;
            return Scalar.ONE;
          }
        };
    run.separate(statement);
    messages.write(run);
    run.challenge(Labels.CHALLENGE_C);
    return sent[0];
  }

  private static byte[] join(List<CompressedRistretto> points, List<Scalar> scalars, int length) {
    ByteBuffer data = ByteBuffer.allocate(length);
    points.forEach(point -> point.appendTo(data));
    scalars.forEach(scalar -> data.put(scalar.toBytes()));
    assertFalse(data.hasRemaining());
    return data.array();
  }
}
