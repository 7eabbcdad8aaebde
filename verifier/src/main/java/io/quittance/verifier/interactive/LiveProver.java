package io.quittance.verifier.interactive;

import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Label;
import io.quittance.verifier.transcript.Transcript;
import java.util.Arrays;

/**
 * The prover's end of one run: give it to the {@code prove} of a statement, then send the proof it
 * returns to the verifier as the answer.
 *
 * <p>It serves once. To answer two challenges of one announcement is to give the secret away, so
 * there is no way to ask it: the announcement is made inside {@code prove}, goes out once, and is
 * forgotten.
 *
 * <p>Not safe for use by several threads.
 */
public final class LiveProver implements ChallengeSource {
  private final Session session;
  private final Counterparty verifier;
  private boolean used;

  private LiveProver(Session session, Counterparty verifier) {
    this.session = session;
    this.verifier = verifier;
  }

  /**
   * Makes ready for one run.
   *
   * @param description what the run is about, as shown to the prover's owner, 1 to {@link
   *     LiveVerifier#MAX_DESCRIPTION_BYTES} bytes; it must be the verifier's too
   * @param commitment the verifier's commitment to her coins
   * @throws IllegalArgumentException if one of them has another length
   */
  public static LiveProver of(byte[] description, byte[] commitment, Counterparty verifier) {
    return new LiveProver(new Session(description, commitment), verifier);
  }

  /**
   * Begins the run.
   *
   * @throws IllegalStateException the second time
   */
  @Override
  public Transcript begin(Label statement) {
    if (used) {
      throw new IllegalStateException("a prover answers once: make another session");
    }
    used = true;
    Transcript transcript = new Run();
    transcript.separate(statement);
    return transcript;
  }

  private final class Run extends LiveTranscript {
    private byte[] expected = session.commitment();

    @Override
    Scalar challenge(int round, byte[] announcement) {
      byte[] coin = verifier.coin(announcement);
      if (coin.length != Coins.BYTES || !Arrays.equals(Coins.commit(coin), expected)) {
        throw new BrokenOffException("the challenge is not the one the verifier committed to");
      }
      expected = coin.clone();
      return session.challenge(round, coin);
    }
  }
}
