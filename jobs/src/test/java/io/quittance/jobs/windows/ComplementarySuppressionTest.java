package io.quittance.jobs.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.analytics.EncryptedTotal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which totals may be shown; that they add up is tested with the job. */
class ComplementarySuppressionTest {
  private static final long SEED = 5;

  @Test
  void window_ofTooFewTransfers_showsNothing() {
    assertEquals(List.of(), shown(3));
    assertEquals(List.of(), shown(3, 2));
    assertEquals(List.of(), shown(3, 1, 1));
  }

  @Test
  void payees_withEnough_areShownBesideTheTotalOfAll() {
    assertEquals(List.of("all 3", "0 3"), shown(3, 3));
    assertEquals(List.of("all 7", "0 3", "1 4"), shown(3, 3, 4));
    // 1 and 2 hidden together are enough.
    assertEquals(List.of("all 10", "1 3", "2 4"), shown(3, 1, 3, 4, 2));
  }

  @Test
  void payees_withTooFew_takeTheSmallestOtherWithThem() {
    // The 3 shown would leave 1.
    assertEquals(List.of("all 4"), shown(3, 3, 1));
    assertEquals(List.of("all 9", "2 5"), shown(3, 1, 3, 5));
    assertEquals(List.of("all 5"), shown(3, 1, 1, 1, 1, 1));
  }

  @Test
  void nothingShown_andNoDifference_isEverOfTooFewTransfers() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      int atLeast = 2 + random.nextInt(4);
      int[] counts = random.ints(random.nextInt(8), 1, 9).toArray();
      List<EncryptedTotal> totals = ComplementarySuppression.of(totals(counts), atLeast);
      if (totals.isEmpty()) {
        assertTrue(IntStream.of(counts).sum() < atLeast);
        continue;
      }
      long all = totals.get(0).getTransfers();
      long hidden = all - ComplementarySuppression.transfers(totals.subList(1, totals.size()));
      assertEquals(IntStream.of(counts).sum(), all);
      assertTrue(hidden == 0 || hidden >= atLeast, "round " + round);
      for (EncryptedTotal total : totals) {
        assertTrue(total.getTransfers() >= atLeast, "round " + round);
      }
    }
  }

  private static List<String> shown(int atLeast, int... counts) {
    return ComplementarySuppression.of(totals(counts), atLeast).stream()
        .map(
            total ->
                (total.getPayee() == null ? "all" : "" + total.getPayee().bytes()[0])
                    + " "
                    + total.getTransfers())
        .toList();
  }

  private static List<EncryptedTotal> totals(int... counts) {
    List<EncryptedTotal> totals = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      byte[] payee = new byte[32];
      payee[0] = (byte) i;
      totals.add(
          EncryptedTotal.newBuilder()
              .setAsset(new Fixed32(new byte[32]))
              .setPayee(new Fixed32(payee))
              .setAuditorEpoch(0)
              .setStartMillis(0)
              .setEndMillis(1)
              .setTransfers(counts[i])
              .setLo(new Fixed64(new byte[64]))
              .setHi(new Fixed64(new byte[64]))
              .build());
    }
    return totals;
  }
}
