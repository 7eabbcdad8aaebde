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
import io.quittance.schemas.Partitions;
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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.flink.types.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The windows job on a real broker, and its totals decrypted in SQL, against plain figures. */
@Timeout(600)
class TotalsTest {
  private static final long SEED = 3;
  private static final int PAYEES = 3;
  private static final int AT_LEAST = 3;

  /** How many windows' worth of time the transfers take. */
  private static final int WINDOWS = 4;

  /**
   * No partition is ever left behind: what is late, and counts later, would be a matter of luck.
   */
  private static final WindowOptions OPTIONS =
      new WindowOptions(
          Duration.ofMillis(500), AT_LEAST, Duration.ofHours(1), Duration.ofMillis(300));

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
      SqlSession session = SqlSession.open(topics.network, topics.client());
      List<Row> before;
      try (RunningWindows running =
          RunningWindows.start(topics.network, topics.client(), state, OPTIONS)) {
        send(topics, auditor, plain);
        before = awaitTotals(topics, session, keyFile, 1, running);
      }
      // It goes on where it was stopped: nothing is published twice.
      try (RunningWindows running =
          RunningWindows.start(topics.network, topics.client(), state, OPTIONS)) {
        send(topics, auditor, plain);
        List<Row> after = awaitTotals(topics, session, keyFile, before.size() + 1, running);
        requireTrue(after, plain);
      }
      WindowOptions others =
          new WindowOptions(
              Duration.ofMillis(700), AT_LEAST, OPTIONS.idleAfter(), OPTIONS.checkpointInterval());
      assertThrows(
          IllegalStateException.class,
          () -> RunningWindows.start(topics.network, topics.client(), state, others));
      for (Row row : totals(session, stranger)) {
        assertNull(row.getField("amount"), "another's key");
      }
      long published = totals(session, keyFile).size();
      topics.createAnew(Topics.SETTLEMENTS);
      send(topics, auditor, new ArrayList<>());
      assertEndsBefore(topics, state, "another log of quittance.settlements");
      assertEquals(published, totals(session, keyFile).size());
    }
  }

  /** The job's state is of the topic that was there before. */
  private static void assertEndsBefore(FilledTopics topics, Path state, String words)
      throws Exception {
    try (RunningWindows running =
        RunningWindows.start(topics.network, topics.client(), state, OPTIONS)) {
      Awaitility.await(words)
          .atMost(Duration.ofMinutes(5))
          .untilAsserted(
              () -> {
                String said =
                    assertThrows(IllegalStateException.class, running::requireNotEnded)
                        .getMessage();
                assertTrue(said.contains(words), said);
              });
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

  /** Sends transfers until, by the log's time, some windows are over in every partition. */
  private static void send(FilledTopics topics, AuditorKeys auditor, List<Plain> plain)
      throws Exception {
    Random random = new Random(SEED + plain.size());
    long begin = transfer(topics, auditor, plain, random.nextInt(PAYEES), random);
    long now = begin;
    while (now < begin + WINDOWS * OPTIONS.size().toMillis()) {
      now = transfer(topics, auditor, plain, random.nextInt(PAYEES), random);
    }
    Set<Integer> reached = new HashSet<>();
    for (int payee = PAYEES; reached.size() < FilledTopics.PARTITIONS; payee++) {
      transfer(topics, auditor, plain, payee, random);
      reached.add(Partitions.of(Samples.id(payee), FilledTopics.PARTITIONS));
    }
  }

  /** Sends one transfer, and returns its time. */
  private static long transfer(
      FilledTopics topics, AuditorKeys auditor, List<Plain> plain, int payee, Random random)
      throws Exception {
    int number = plain.size() + 1;
    // So small that a window's sum can be found however many there are in it.
    long amount = random.nextLong() >>> 26;
    long millis =
        topics.committed(
            Topics.SETTLEMENTS,
            Samples.id(payee),
            Samples.transfer(
                number,
                topics.asset(0),
                Samples.id(100),
                Samples.id(payee),
                Samples.at(number, 0),
                encrypt(amount & 0xffff, auditor),
                encrypt(amount >>> 16, auditor)));
    plain.add(new Plain(payee, millis, amount));
    return millis;
  }

  private static byte[] encrypt(long part, AuditorKeys auditor) {
    Optional<ElGamalPublicKey> key = Optional.of(auditor.elGamal().publicKey());
    return GroupedCiphertext.encrypt(List.of(key, key, key), part, PedersenOpening.random(RANDOM))
        .toBytes();
  }

  /** Each window's total is a record: to count those costs far less than a query does. */
  private static List<Row> awaitTotals(
      FilledTopics topics, SqlSession session, Path keyFile, int atLeast, RunningWindows running)
      throws Exception {
    Awaitility.await(atLeast + " totals")
        .pollInSameThread()
        .atMost(Duration.ofMinutes(5))
        .until(
            () -> {
              running.requireNotEnded();
              return topics.size(Topics.WINDOWS);
            },
            size -> size >= atLeast);
    List<Row> totals = totals(session, keyFile);
    assertTrue(totals.size() >= atLeast, totals.toString());
    return totals;
  }

  private static List<Row> totals(SqlSession session, Path keyFile) throws Exception {
    SqlSession.Result result = session.query(NamedQuery.named("totals").orElseThrow().sql(keyFile));
    assertFalse(result.columns().isEmpty());
    return result.rows();
  }
}
