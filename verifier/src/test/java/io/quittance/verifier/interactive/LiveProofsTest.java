package io.quittance.verifier.interactive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.interactive.LiveStatements.Statement;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveProofsTest {
  private final BatchVerifier batch = new BatchVerifier(new SecureRandom());

  @Test
  void everyStatement_provedLive_convincesItsVerifierAndNobodyElse() throws Exception {
    List<String> failures = new ArrayList<>();
    for (Statement statement : LiveStatements.all()) {
      LiveRun run = new LiveRun();
      ProofData answer = statement.parse(statement.prove(run.prover()).toBytes());
      assertEquals(statement.rounds(), run.announcements.size(), statement.name());
      if (batch.verify(answer).isAccepted()) {
        failures.add(statement + " speaks for itself");
      }
      if (!run.judge(answer).isAccepted()) {
        failures.add(statement + " does not convince its verifier");
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void everyStatement_withAnyPartChanged_isRejected() throws Exception {
    List<String> failures = new ArrayList<>();
    for (Statement statement : LiveStatements.sigma()) {
      int length = statement.prove(new LiveRun().prover()).bytes();
      for (int offset = 0; offset < length; offset += 8) {
        LiveRun run = new LiveRun();
        byte[] data = statement.prove(run.prover()).toBytes();
        data[offset] ^= 2;
        try {
          if (run.judge(statement.parse(data)).isAccepted()) {
            failures.add(statement + " at " + offset);
          }
        } catch (InvalidProofException e) {
          continue;
        }
      }
    }
    assertEquals(List.of(), failures);
  }

  /** That a proof fails is confirmed from its relations, which must be the same ones then. */
  @Test
  void rangeProof_thatFails_isGivenNoOtherChallengesWhenItIsLookedAtAgain() throws Exception {
    for (Statement statement : LiveStatements.all()) {
      if (statement.rounds() > 1) {
        int drawn = challengesDrawn(statement, 0, true);
        assertEquals(drawn, challengesDrawn(statement, 2, false), statement.name());
      }
    }
  }

  private static int challengesDrawn(Statement statement, int flipped, boolean accepted)
      throws InvalidProofException {
    int[] drawn = new int[1];
    LiveRun run =
        new LiveRun(
            new SecureRandom() {
              private static final long serialVersionUID = 1L;

              @Override
              public void nextBytes(byte[] bytes) {
                super.nextBytes(bytes);
                drawn[0]++;
              }
            });
    byte[] data = statement.prove(run.prover()).toBytes();
    data[data.length - Scalar.BYTES] ^= (byte) flipped;
    ProofData answer = statement.parse(data);
    drawn[0] = 0;
    assertEquals(accepted, run.judge(answer).isAccepted(), statement.name());
    return drawn[0];
  }

  @Test
  void everyStatement_answeringToAnotherRun_isRejected() throws Exception {
    List<String> failures = new ArrayList<>();
    for (Statement statement : LiveStatements.all()) {
      LiveRun earlier = new LiveRun();
      ProofData answer = statement.prove(earlier.prover());
      LiveRun later = new LiveRun();
      earlier.announcements.forEach(later::coin);
      if (later.judge(answer).isAccepted()) {
        failures.add(statement + ": an earlier answer is taken");
      }
      if (new LiveRun().judge(answer).isAccepted()) {
        failures.add(statement + ": an answer without announcements is taken");
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void everyStatement_announcedAfterTheCoin_isRejected() throws Exception {
    List<String> failures = new ArrayList<>();
    for (Statement statement : LiveStatements.all()) {
      // Every challenge is known beforehand, as if the coins had been shown before each
      // announcement: what was announced is then something else than what is answered.
      LiveRun run = new LiveRun();
      for (int round = 0; round < statement.rounds(); round++) {
        run.coin(new byte[] {1});
      }
      List<byte[]> coins = new ArrayList<>(run.revealed);
      ProofData answer =
          statement.prove(
              LiveProver.of(
                  LiveRun.DESCRIPTION, run.coins.commitment(), announcement -> coins.remove(0)));
      Verdict verdict = run.judge(answer);
      if (!verdict.equals(
          Verdict.rejected(answer.statement() + " answers to something else than was announced"))) {
        failures.add(statement + ": " + verdict);
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void everyStatement_underAnotherDescription_isRejected() {
    List<String> failures = new ArrayList<>();
    for (Statement statement : LiveStatements.all()) {
      LiveRun run = new LiveRun();
      ProofData answer =
          statement.prove(run.prover("counter 3 asks".getBytes(StandardCharsets.UTF_8)));
      if (run.judge(answer).isAccepted()) {
        failures.add(statement.name());
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void answer_withAnAnnouncementTooMany_isRejected() {
    Statement statement = LiveStatements.all().get(0);
    LiveRun run = new LiveRun();
    ProofData answer = statement.prove(run.prover());
    run.coin(new byte[] {1});
    assertFalse(run.judge(answer).isAccepted());
  }

  @Test
  void company_thatDoesNotHold_isRejectedWithTheAnswer() throws Exception {
    Statement answer = LiveStatements.all().get(0);
    Statement range = LiveStatements.all().get(LiveStatements.all().size() - 3);
    ProofData good = range.prove(ChallengeSource.fiatShamir());
    byte[] data = good.toBytes();
    data[data.length - 64] ^= 1;
    LiveRun run = new LiveRun();
    assertTrue(run.judge(answer.prove(run.prover()), good).isAccepted());
    LiveRun second = new LiveRun();
    assertEquals(
        Verdict.rejected("BatchedRangeProofU64 does not hold"),
        second.judge(answer.prove(second.prover()), range.parse(data)));
  }

  @Test
  void prover_asToAnswerTwice_refuses() {
    Statement statement = LiveStatements.all().get(0);
    LiveRun run = new LiveRun();
    LiveProver prover = run.prover();
    statement.prove(prover);
    assertThrows(IllegalStateException.class, () -> statement.prove(prover));
    LiveProver broken =
        LiveProver.of(LiveRun.DESCRIPTION, run.coins.commitment(), any -> new byte[32]);
    assertThrows(BrokenOffException.class, () -> statement.prove(broken));
    assertThrows(IllegalStateException.class, () -> statement.prove(broken));
    assertEquals(1, run.announcements.size());
  }

  @Test
  void prover_givenACoinNotCommittedTo_doesNotAnswer() {
    Statement batched = LiveStatements.sigma().get(9);
    Coins coins = Coins.toss(new SecureRandom());
    byte[] first = coins.reveal();
    byte[] second = coins.reveal();
    List<List<byte[]>> wrong =
        List.of(
            List.of(second),
            List.of(new byte[32]),
            List.of(new byte[0]),
            List.of(Arrays.copyOf(first, 33)),
            List.of(first, first),
            List.of(first, coins.reveal()));
    for (List<byte[]> sequence : wrong) {
      List<byte[]> left = new ArrayList<>(sequence);
      LiveProver prover =
          LiveProver.of(LiveRun.DESCRIPTION, coins.commitment(), any -> left.remove(0));
      BrokenOffException e = assertThrows(BrokenOffException.class, () -> batched.prove(prover));
      assertEquals("the challenge is not the one the verifier committed to", e.getMessage());
      assertEquals(0, left.size());
    }
  }

  @Test
  void verifier_afterTheVerdict_servesNoMore() throws Exception {
    Statement statement = LiveStatements.all().get(0);
    LiveRun run = new LiveRun();
    ProofData answer = statement.prove(run.prover());
    assertTrue(run.judge(answer).isAccepted());
    assertThrows(IllegalStateException.class, () -> run.judge(answer));
    assertThrows(IllegalStateException.class, () -> run.verifier.coin(new byte[1]));
  }

  @Test
  void limits_atTheEndAndOnePast_areKept() throws Exception {
    LiveRun run = new LiveRun();
    run.verifier.coin(new byte[2048]);
    InvalidProofException tooLong =
        assertThrows(InvalidProofException.class, () -> run.verifier.coin(new byte[2049]));
    assertEquals("an announcement has at most 2048 bytes, not 2049", tooLong.getMessage());
    for (int round = 2; round <= 16; round++) {
      run.verifier.coin(new byte[0]);
    }
    assertThrows(InvalidProofException.class, () -> run.verifier.coin(new byte[0]));
    SecureRandom random = new SecureRandom();
    for (int length : new int[] {1, 4096}) {
      LiveVerifier.of(new byte[length], Coins.toss(random), random);
    }
    for (int length : new int[] {0, 4097}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> LiveVerifier.of(new byte[length], Coins.toss(random), random));
    }
    for (int length : new int[] {0, 31, 33}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> LiveProver.of(new byte[1], new byte[length], any -> any));
    }
  }

  @Test
  void challenge_dependsOnSessionRoundAndCoinAndOnNothingElse() {
    Coins coins = Coins.toss(new SecureRandom());
    byte[] commitment = coins.commitment();
    byte[] coin = coins.reveal();
    Session session = new Session(new byte[] {1}, commitment);
    Scalar challenge = session.challenge(1, coin);
    assertEquals(challenge, new Session(new byte[] {1}, commitment).challenge(1, coin));
    for (Scalar other :
        List.of(
            session.challenge(2, coin),
            session.challenge(1, coins.reveal()),
            new Session(new byte[] {2}, commitment).challenge(1, coin),
            new Session(new byte[] {1}, coin).challenge(1, coin))) {
      assertFalse(other.equals(challenge));
    }
    // What is announced must not enter, or the record of a run would be a signature.
    for (byte[] message : List.of(new byte[] {1}, new byte[] {2})) {
      Transcript transcript =
          LiveProver.of(new byte[] {1}, commitment, any -> coin).begin(Labels.PUBKEY_VALIDITY);
      transcript.append(Labels.Y, message);
      assertEquals(challenge, transcript.challenge(Labels.CHALLENGE_C));
    }
  }

  @Test
  void coins_revealed_hashBackToTheCommitment() {
    Coins coins = Coins.toss(new SecureRandom());
    byte[] before = coins.commitment();
    for (int round = 1; round <= Coins.MAX_ROUNDS; round++) {
      byte[] coin = coins.reveal();
      assertArrayEquals(before, Coins.commit(coin));
      before = coin;
    }
    assertThrows(IllegalStateException.class, coins::reveal);
  }
}
