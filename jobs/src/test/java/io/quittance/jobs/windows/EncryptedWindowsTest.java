package io.quittance.jobs.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Both operators one behind the other, with real ciphertexts, against the amounts in clear. */
class EncryptedWindowsTest {
  private static final int SIZE = 1_000;
  private static final int AT_LEAST = 3;
  private static final long SEED = 11;
  private static final WindowOptions OPTIONS =
      new WindowOptions(
          Duration.ofMillis(SIZE), AT_LEAST, Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ElGamalKeypair AUDITOR = ElGamalKeypair.random(RANDOM);
  private static final ElGamalKeypair ANYONE = ElGamalKeypair.random(RANDOM);

  private KeyedOneInputStreamOperatorTestHarness<String, Settled, EncryptedTotal> sum;
  private KeyedOneInputStreamOperatorTestHarness<String, EncryptedTotal, EncryptedTotal> publish;
  private int passedOn;
  private long number;

  /** A transfer in clear. */
  private record Plain(int payee, long millis, long amount) {}

  /** A total in clear; payee -1 is all. */
  private record Figure(int payee, long start, long end, long transfers, long amount) {}

  @BeforeEach
  void open() throws Exception {
    prepare();
    sum.open();
    publish.open();
  }

  private void prepare() throws Exception {
    sum =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SumPerPayee(OPTIONS)),
            settled -> hex(((Transferred) settled.getEvent()).getPayee()),
            Types.STRING);
    publish = publishing(OPTIONS, FirstRun.ALWAYS);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EncryptedTotal, EncryptedTotal>
      publishing(WindowOptions options, FirstRun first) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new PublishTotals(options, first)),
        WindowsJob::assetAndKey,
        Types.STRING);
  }

  @AfterEach
  void close() throws Exception {
    sum.close();
    publish.close();
  }

  @Test
  void totals_ofWindows_decryptToTheSumsOfTheAmounts() throws Exception {
    long most = (1L << 48) - 1;
    // Sums of both halves go beyond 16 and 32 bits.
    List<Plain> plain =
        List.of(
            new Plain(1, 10, 0xffff),
            new Plain(1, 20, 0xffff),
            new Plain(1, 999, 70_000),
            new Plain(2, 500, 1),
            new Plain(2, 600, 0),
            new Plain(2, 700, most / 2),
            new Plain(3, 1_000, 5));
    for (Plain transfer : plain) {
      receive(transfer);
    }
    watermark(2_000);
    assertEquals(
        List.of(
            new Figure(-1, 0, SIZE, 6, 2 * 0xffff + 70_000 + 1 + most / 2),
            new Figure(1, 0, SIZE, 3, 2 * 0xffff + 70_000),
            new Figure(2, 0, SIZE, 3, 1 + most / 2)),
        published());
  }

  @Test
  void window_ofTooFewTransfers_isJoinedToTheNextThatHasAny() throws Exception {
    receive(new Plain(1, 100, 7));
    receive(new Plain(2, 200, 11));
    watermark(5_000);
    assertEquals(List.of(), published(), "two transfers, and three at least");
    receive(new Plain(1, 6_100, 13));
    watermark(7_000);
    assertEquals(List.of(new Figure(-1, 0, 7 * SIZE, 3, 31)), published());
    watermark(20_000);
    assertEquals(0, publish.numKeyedStateEntries() - 1, "but the end of what was published");
    assertEquals(0, publish.numEventTimeTimers());
  }

  @Test
  void transfers_forTwoKeysOfTheAuditor_areNotAddedUp() throws Exception {
    long[] sums = new long[2];
    for (int i = 0; i < 2 * AT_LEAST; i++) {
      Settled event = event(new Plain(1, 100, 1 << i));
      ((Transferred) event.getEvent()).setAuditorEpoch(i % 2);
      sums[i % 2] += 1 << i;
      sum.processElement(event, 100);
    }
    watermark(2_000);
    for (EncryptedTotal total : publish.extractOutputValues()) {
      assertEquals(AT_LEAST, total.getTransfers());
      assertEquals(sums[total.getAuditorEpoch()], decrypt(total.getLo()));
    }
    assertEquals(4, published().size(), "all and the payee, for each key");
  }

  @Test
  void transfer_thatStandsTwice_countsOnce() throws Exception {
    Settled event = event(new Plain(1, 100, 7));
    for (int i = 0; i < 5; i++) {
      sum.processElement(event, 100 + i);
    }
    receive(new Plain(1, 300, 1));
    receive(new Plain(1, 400, 1));
    watermark(2_000);
    assertEquals(List.of(new Figure(-1, 0, SIZE, 3, 9), new Figure(1, 0, SIZE, 3, 9)), published());
  }

  @Test
  void transfer_beforeTheOneItFollows_waitsForIt() throws Exception {
    Settled first = event(new Plain(1, 100, 7));
    Settled second = event(new Plain(1, 200, 11));
    ((Transferred) second.getEvent()).setPreviousNumber(first.getNumber());
    Settled third = event(new Plain(1, 300, 13));
    ((Transferred) third.getEvent()).setPreviousNumber(second.getNumber());
    sum.processElement(third, 300);
    sum.processElement(second, 300);
    watermark(1_500);
    assertEquals(List.of(), published(), "nothing counts before the first");
    sum.processElement(first, 1_700);
    watermark(3_000);
    assertEquals(
        List.of(new Figure(-1, 0, 2 * SIZE, 3, 31), new Figure(1, 0, 2 * SIZE, 3, 31)),
        published());
    sum.processElement(second, 3_100);
    watermark(9_000);
    assertEquals(List.of(), published(), "and none of them twice");
  }

  /** Found by audit: one such transfer stopped the windows of its payer and payee for good. */
  @Test
  void transfer_thatNoAuditorCanRead_holdsUpNothingBehindIt() throws Exception {
    for (boolean turned : new boolean[] {false, true}) {
      Settled first = event(new Plain(1, 100, 7));
      Settled unreadable = behind(first, unreadable(new Plain(1, 200, 1_000_000)));
      Settled second = behind(unreadable, event(new Plain(1, 300, 11)));
      Settled third = behind(second, event(new Plain(1, 400, 13)));
      // One behind another that is not there yet waits, whether it adds anything or not.
      List<Settled> order =
          turned
              ? List.of(third, unreadable, second, first)
              : List.of(first, unreadable, second, third);
      for (Settled event : order) {
        sum.processElement(event, 500);
      }
      watermark(2_000);
      assertEquals(
          List.of(new Figure(-1, 0, SIZE, 3, 31), new Figure(1, 0, SIZE, 3, 31)), published());
      close();
      open();
      passedOn = 0;
    }
  }

  private static Settled behind(Settled previous, Settled event) {
    ((Transferred) event.getEvent()).setPreviousNumber(previous.getNumber());
    return event;
  }

  /** A transfer whose randomness is 0 in both halves: all its handles are the identity. */
  private Settled unreadable(Plain transfer) {
    Settled event = event(transfer);
    Transferred transferred = (Transferred) event.getEvent();
    for (Fixed128 half : List.of(transferred.getLo(), transferred.getHi())) {
      Arrays.fill(half.bytes(), 32, 128, (byte) 0);
    }
    return event;
  }

  @Test
  void transfer_thatComesAfterItsWindow_belongsToTheOneAfter_evenAfterARestart() throws Exception {
    for (int i = 0; i < 3; i++) {
      receive(new Plain(1, 100, 10));
    }
    watermark(1_500);
    assertEquals(2, published().size());
    restart();
    // Flink forgets the watermark; what was published is still known.
    for (int i = 0; i < 3; i++) {
      receive(new Plain(1, 200, 20));
    }
    watermark(3_000);
    assertEquals(
        List.of(new Figure(-1, SIZE, 2 * SIZE, 3, 60), new Figure(1, SIZE, 2 * SIZE, 3, 60)),
        published());
  }

  @Test
  void randomTraffic_isPublishedOnceAndInFull() throws Exception {
    Random random = new Random(SEED);
    List<Plain> plain = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      plain.add(new Plain(random.nextInt(4), random.nextInt(8_000), random.nextInt(1 << 20)));
    }
    plain.sort((a, b) -> Long.compare(a.millis, b.millis));
    List<Figure> figures = new ArrayList<>();
    for (Plain transfer : plain) {
      receive(transfer);
      watermark(transfer.millis);
      figures.addAll(published());
    }
    watermark(60_000);
    figures.addAll(published());
    long end = 0;
    for (Figure figure : figures) {
      List<Plain> within =
          plain.stream()
              .filter(t -> t.millis >= figure.start && t.millis < figure.end)
              .filter(t -> figure.payee == -1 || t.payee == figure.payee)
              .toList();
      assertEquals(within.size(), figure.transfers, figure.toString());
      assertEquals(within.stream().mapToLong(Plain::amount).sum(), figure.amount);
      assertTrue(figure.transfers >= AT_LEAST);
      if (figure.payee == -1) {
        assertTrue(figure.start >= end, "periods do not overlap");
        end = figure.end;
      }
    }
    assertTrue(figures.stream().anyMatch(figure -> figure.payee >= 0));
    assertTrue(end >= 7_000, "all windows but perhaps the last");
  }

  @Test
  void options_thatWouldShowSingleAmounts_areRefused() {
    Duration second = Duration.ofSeconds(1);
    new WindowOptions(second, 2, second, second);
    new WindowOptions(WindowOptions.SHORTEST, 2, second, second);
    assertThrows(
        IllegalArgumentException.class, () -> new WindowOptions(second, 1, second, second));
    Duration shorter = WindowOptions.SHORTEST.minusMillis(1);
    assertThrows(
        IllegalArgumentException.class, () -> new WindowOptions(shorter, 2, second, second));
  }

  @Test
  void job_withOtherWindowsThanThoseOfItsState_isRefused() throws Exception {
    OperatorSubtaskState state = publish.snapshot(1, 1);
    for (WindowOptions others :
        List.of(
            OPTIONS.withSize(OPTIONS.size().plusMillis(1)),
            OPTIONS.withAtLeast(OPTIONS.atLeast() + 1))) {
      assertRefused(() -> start(others, FirstRun.ALWAYS, state), "are published already");
    }
    FirstRun second =
        () -> {
          throw new IllegalStateException("totals are there");
        };
    assertRefused(() -> start(OPTIONS, second, null), "totals are there");
    start(OPTIONS.withCheckpointInterval(Duration.ofMinutes(1)), second, state);
  }

  /** Starts another publisher in place of this test's; without state where that is null. */
  private void start(WindowOptions options, FirstRun first, OperatorSubtaskState state)
      throws Exception {
    publish.close();
    publish = publishing(options, first);
    publish.setup();
    publish.initializeState(state);
    publish.open();
  }

  private static void assertRefused(Executable start, String reason) {
    SuppressRestartsException refused = assertThrows(SuppressRestartsException.class, start);
    assertTrue(refused.getCause().getMessage().contains(reason), refused.getCause().getMessage());
  }

  private void receive(Plain transfer) throws Exception {
    sum.processElement(event(transfer), transfer.millis);
  }

  private void watermark(long millis) throws Exception {
    sum.processWatermark(millis);
    passOn();
    publish.processWatermark(millis);
  }

  private void passOn() throws Exception {
    List<EncryptedTotal> sums = sum.extractOutputValues();
    for (; passedOn < sums.size(); passedOn++) {
      publish.processElement(sums.get(passedOn), sums.get(passedOn).getEndMillis() - 1);
    }
  }

  /** Both operators again, from their state. */
  private void restart() throws Exception {
    OperatorSubtaskState sums = sum.snapshot(1, 1);
    OperatorSubtaskState publications = publish.snapshot(1, 1);
    close();
    prepare();
    sum.initializeState(sums);
    publish.initializeState(publications);
    sum.open();
    publish.open();
    passedOn = 0;
  }

  /** What was published since this was last asked, decrypted. */
  private List<Figure> published() throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (EncryptedTotal total : publish.extractOutputValues()) {
      figures.add(
          new Figure(
              total.getPayee() == null ? -1 : total.getPayee().bytes()[0],
              total.getStartMillis(),
              total.getEndMillis(),
              total.getTransfers(),
              decrypt(total.getLo()) + (decrypt(total.getHi()) << 16)));
    }
    publish.getOutput().clear();
    return figures;
  }

  private static long decrypt(Fixed64 part) throws Exception {
    ElGamalCiphertext ciphertext = ElGamalCiphertext.parse(part.bytes());
    return DiscreteLog.solve32(AUDITOR.secretKey().decryptToPoint(ciphertext)).orElseThrow();
  }

  private Settled event(Plain transfer) {
    return Settled.newBuilder()
        .setEventId(new Fixed32(new byte[32]))
        .setAsset(new Fixed32(new byte[32]))
        .setAccount(new Fixed32(new byte[32]))
        .setNumber(++number)
        .setPosition(new JournalPosition(0, number, transfer.millis, 1))
        .setEvent(
            Transferred.newBuilder()
                .setPayee(new Fixed32(id(transfer.payee)))
                .setPayeeOwner(new Fixed32(new byte[32]))
                .setPayerElGamalKey(new Fixed32(new byte[32]))
                .setPayeeElGamalKey(new Fixed32(new byte[32]))
                .setLo(encrypt(transfer.amount & 0xffff))
                .setHi(encrypt(transfer.amount >>> 16))
                .setCreditsApplied(0)
                .setAvailable(new Fixed64(new byte[64]))
                .setDecryptableAvailable(new Fixed36(new byte[36]))
                .setMemo(ByteBuffer.allocate(0))
                .build())
        .build();
  }

  private static Fixed128 encrypt(long part) {
    Optional<ElGamalPublicKey> anyone = Optional.of(ANYONE.publicKey());
    Optional<ElGamalPublicKey> auditor = Optional.of(AUDITOR.publicKey());
    return new Fixed128(
        GroupedCiphertext.encrypt(
                List.of(anyone, anyone, auditor), part, PedersenOpening.random(RANDOM))
            .toBytes());
  }

  private static byte[] id(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static String hex(Fixed32 id) {
    return HexFormat.of().formatHex(id.bytes());
  }
}
