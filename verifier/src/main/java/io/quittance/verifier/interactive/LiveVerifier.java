package io.quittance.verifier.interactive;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Label;
import io.quittance.verifier.transcript.Transcript;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The verifier's end of one run: notes each announcement, returns a coin for it, and judges the
 * answer by replaying the statement's own code over what she noted.
 *
 * <p>She believes what the statement says, no more: that its context is the right one (the key that
 * was asked about, the balance she read herself) is for the caller to compare.
 *
 * <p>It serves once. Not safe for use by several threads.
 */
public final class LiveVerifier {
  /** The longest description of a session. */
  public static final int MAX_DESCRIPTION_BYTES = 4096;

  /** The longest announcement: context and first message of the largest statement fit twice. */
  public static final int MAX_ANNOUNCEMENT_BYTES = 2048;

  private final Session session;
  private final Coins coins;
  private final SecureRandom random;
  private final List<Round> rounds = new ArrayList<>();
  private boolean judged;

  private record Round(byte[] announcement, Scalar challenge) {}

  private LiveVerifier(Session session, Coins coins, SecureRandom random) {
    this.session = session;
    this.coins = coins;
    this.random = random;
  }

  /**
   * Makes ready for one run.
   *
   * @param description what the run is about, 1 to {@link #MAX_DESCRIPTION_BYTES} bytes, different
   *     for every run
   * @param coins freshly tossed; the prover must have their commitment before he announces
   */
  public static LiveVerifier of(byte[] description, Coins coins, SecureRandom random) {
    return new LiveVerifier(new Session(description, coins.commitment()), coins, random);
  }

  /**
   * Takes an announcement and returns the coin of the challenge for it.
   *
   * @throws InvalidProofException if it is too long, or one too many
   * @throws IllegalStateException after the verdict
   */
  public byte[] coin(byte[] announcement) throws InvalidProofException {
    requireOpen();
    if (announcement.length > MAX_ANNOUNCEMENT_BYTES) {
      throw new InvalidProofException(
          "an announcement has at most "
              + MAX_ANNOUNCEMENT_BYTES
              + " bytes, not "
              + announcement.length);
    }
    if (rounds.size() == Coins.MAX_ROUNDS) {
      throw new InvalidProofException(
          "a run has at most " + Coins.MAX_ROUNDS + " announcements, not one more");
    }
    byte[] coin = coins.reveal();
    rounds.add(new Round(announcement.clone(), session.challenge(rounds.size() + 1, coin)));
    return coin;
  }

  /**
   * Judges the answer, once.
   *
   * @param answer the proof that the prover sent after the last coin
   * @param others proofs that speak for themselves and belong to it
   */
  public Verdict judge(BatchVerifier verifier, ProofData answer, List<ProofData> others) {
    requireOpen();
    judged = true;
    List<ProofData> item = new ArrayList<>(others);
    item.add(0, new Answer(answer));
    return verifier.verify(List.of(item)).get(0);
  }

  private void requireOpen() {
    if (judged) {
      throw new IllegalStateException("a verifier judges once: make another session");
    }
  }

  /** A proof whose challenges were given in this run. */
  private final class Answer implements ProofData {
    private final ProofData proof;

    /** Challenges past the noted rounds: the same ones whenever the answer is related again. */
    private final List<Scalar> late = new ArrayList<>();

    Answer(ProofData proof) {
      this.proof = proof;
    }

    @Override
    public void relate(ChallengeSource ignored, Relations relations) throws InvalidProofException {
      Replay replay = new Replay(late);
      proof.relate(replay, relations);
      replay.requireSame(statement());
    }

    @Override
    public String statement() {
      return proof.statement();
    }

    @Override
    public List<CompressedRistretto> points() {
      return proof.points();
    }

    @Override
    public int bytes() {
      return proof.bytes();
    }

    @Override
    public byte[] toBytes() {
      return proof.toBytes();
    }
  }

  /** The run again, from the finished proof, compared with what was noted. */
  private final class Replay extends LiveTranscript implements ChallengeSource {
    private final List<Scalar> late;
    private int replayed;
    private boolean differs;

    Replay(List<Scalar> late) {
      this.late = late;
    }

    @Override
    public Transcript begin(Label statement) {
      separate(statement);
      return this;
    }

    @Override
    Scalar challenge(int round, byte[] announcement) {
      replayed = round;
      if (round > rounds.size()) {
        // Nothing can be changed any more, so a challenge drawn now is as good as one drawn live:
        // the last one of a range proof, which its prover needs no answer to.
        int number = round - rounds.size() - 1;
        while (late.size() <= number) {
          late.add(Scalar.random(random));
        }
        return late.get(number);
      }
      Round noted = rounds.get(round - 1);
      differs |= !Arrays.equals(noted.announcement, announcement);
      return noted.challenge;
    }

    void requireSame(String statement) throws InvalidProofException {
      if (differs || replayed < rounds.size()) {
        throw new InvalidProofException(
            statement + " answers to something else than was announced");
      }
    }
  }
}
