package io.quittance.analytics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.analytics.Samples;
import io.quittance.jobs.windows.WindowOptions;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.schemas.Topics;
import io.quittance.stack.local.RunningWindows;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The windows job on a real broker, and its totals decrypted in SQL, against plain figures. */
@Timeout(600)
class TotalsTest {
  private static final long SEED = 3;
  private static final int TRANSFERS = 24;
  private static final int PAYEES = 3;
  private static final int AT_LEAST = 3;
  private static final long PAUSE_MILLIS = 60;
  private static final WindowOptions OPTIONS =
      new WindowOptions(
          Duration.ofMillis(500), AT_LEAST, Duration.ofMillis(500), Duration.ofMillis(300));
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;

  /** A transfer as the test knows it. */
  private record Plain(int payee, long millis, long amount) {}

  @Test
  void totals_ofARunningJob_decryptToThePlainSums() throws Exception {
    Path keyFile = directory.resolve("auditor.json");
    AuditorKeys auditor = AuditorKeys.generate("test", "EUR", RANDOM);
    auditor.save(keyFile);
    Path stranger = directory.resolve("stranger.json");
    AuditorKeys.generate("test", "EUR", RANDOM).save(stranger);
    try (FilledTopics topics = FilledTopics.start(directory.resolve("broker"))) {
      List<Plain> plain = new ArrayList<>();
      // State may stand wherever a user's files do.
      Path state = directory.resolve("my windows, 50%20 #1 [1] a:b? hömé");
      int[] sent = new int[1];
      List<Row> before;
      try (RunningWindows running =
          RunningWindows.start(topics.network, topics.client(), state, OPTIONS)) {
        send(topics, auditor, plain, sent);
        before = awaitTotals(topics, keyFile, 1, running);
      }
      // It goes on where it was stopped: nothing is published twice.
      try (RunningWindows running =
          RunningWindows.start(topics.network, topics.client(), state, OPTIONS)) {
        send(topics, auditor, plain, sent);
        List<Row> after = awaitTotals(topics, keyFile, before.size() + 1, running);
        requireTrue(after, plain);
      }
      WindowOptions others =
          new WindowOptions(
              Duration.ofMillis(700), AT_LEAST, OPTIONS.idleAfter(), OPTIONS.checkpointInterval());
      assertThrows(
          IllegalStateException.class,
          () -> RunningWindows.start(topics.network, topics.client(), state, others));
      for (Row row : totals(topics, stranger)) {
        assertNull(row.getField("amount"), "another's key");
      }
      long published = totals(topics, keyFile).size();
      topics.createAnew(Topics.SETTLEMENTS);
      send(topics, auditor, new ArrayList<>(), sent);
      assertEndsBefore(topics, state, "another log of quittance.settlements");
      assertEquals(published, totals(topics, keyFile).size());
    }
  }

  /** The job's state is of the topic that was there before. */
  private static void assertEndsBefore(FilledTopics topics, Path state, String words)
      throws Exception {
    try (RunningWindows running =
        RunningWindows.start(topics.network, topics.client(), state, OPTIONS)) {
      IllegalStateException ended = null;
      while (ended == null) {
        Thread.onSpinWait();
        try {
          running.requireNotEnded();
        } catch (IllegalStateException end) {
          ended = end;
        }
      }
      assertTrue(ended.getMessage().contains(words), ended.getMessage());
    } catch (IOException notStopped) {
      // A job that has ended cannot be stopped.
      return;
    }
  }

  private static void requireTrue(List<Row> totals, List<Plain> plain) {
    long end = 0;
    boolean payeesShown = false;
    for (Row total : totals) {
      long from = ((Instant) total.getField("from")).toEpochMilli();
      long until = ((Instant) total.getField("until")).toEpochMilli();
      String payee = (String) total.getField("payee");
      List<Plain> within =
          plain.stream()
              .filter(t -> t.millis >= from && t.millis < until)
              .filter(t -> payee.equals("all") || payee.equals(id(t.payee)))
              .toList();
      assertEquals((long) within.size(), total.getField("transfers"), total.toString());
      BigDecimal euros = BigDecimal.valueOf(within.stream().mapToLong(Plain::amount).sum(), 2);
      assertEquals(euros.toPlainString(), total.getField("amount"));
      if (payee.equals("all")) {
        assertTrue(from >= end, "periods overlap: " + total);
        end = until;
      } else {
        payeesShown = true;
      }
    }
    assertNotEquals(0, end);
    assertTrue(payeesShown, totals.toString());
  }

  private static String id(int payee) {
    return HexFormat.of().formatHex(Samples.id(payee)).substring(0, 12);
  }

  private static void send(FilledTopics topics, AuditorKeys auditor, List<Plain> plain, int[] sent)
      throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRANSFERS; i++) {
      int payee = random.nextInt(PAYEES);
      long amount = random.nextLong() >>> 20;
      long millis =
          topics.committed(
              Topics.SETTLEMENTS,
              Samples.id(payee),
              Samples.transfer(
                  ++sent[0],
                  topics.asset(0),
                  Samples.id(100),
                  Samples.id(payee),
                  Samples.at(sent[0], 0),
                  encrypt(amount & 0xffff, auditor),
                  encrypt(amount >>> 16, auditor)));
      plain.add(new Plain(payee, millis, amount));
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static byte[] encrypt(long part, AuditorKeys auditor) {
    Optional<ElGamalPublicKey> key = Optional.of(auditor.elGamal().publicKey());
    return GroupedCiphertext.encrypt(List.of(key, key, key), part, PedersenOpening.random(RANDOM))
        .toBytes();
  }

  private static List<Row> awaitTotals(
      FilledTopics topics, Path keyFile, int atLeast, RunningWindows running) throws Exception {
    for (int tries = 0; tries < 60; tries++) {
      running.requireNotEnded();
      List<Row> totals = totals(topics, keyFile);
      if (totals.size() >= atLeast) {
        return totals;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("no totals came");
  }

  private static List<Row> totals(FilledTopics topics, Path keyFile) throws Exception {
    SqlSession.Result result =
        SqlSession.open(topics.network, topics.client())
            .query(NamedQuery.named("totals").orElseThrow().sql(keyFile));
    assertFalse(result.columns().isEmpty());
    return result.rows();
  }
}
