package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.settlement.Pace;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State that a job has left in files is taken up by another, and the ledger goes on from it.
 *
 * <p>State of versions before the modules were divided is not: its serializers had other names.
 */
class OlderStateTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;

  @TempDir Path directory;

  private long offset = 100;

  @Test
  void presentState_writtenAndRead_goesOn() throws Exception {
    goesOn(kept(), 2);
  }

  /**
   * Lets all that was under way come to its end, and everybody go on.
   *
   * @param toBob number that Alice's next transfer to Bob names as the one before it
   */
  @SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
  private void goesOn(KeptLedger kept, long toBob) throws Exception {
    WalletAccount alice = person(kept, "alice");
    WalletAccount bob = person(kept, "bob");
    WalletAccount dave = person(kept, "dave");
    assertThrows(QuittanceException.class, () -> dave.transfer(bob.address(), 1, "", 0));
    try (SettleHarness settle = SettleHarness.prepare(Pace.DEFAULT)) {
      settle.initializeState(kept.settle());
      settle.open();
      assertEquals(2, settle.count(Count.WAITING));
      settle.credit(new TopicRecord(person(kept, "carol").id().toBytes(), kept.unread()));
      settle.credit(new TopicRecord(person(kept, "carol").id().toBytes(), kept.unread()));
      assertEquals(
          0, settle.count(Count.WAITING), "both that counted on the credit had their turn");
      assertEquals(1, settle.count(Count.CREDITS_DROPPED), "the second copy");
      assertEquals(List.of(1L, 2L), numbers(settle, 0));

      send(settle, alice, alice.transfer(bob.address(), 1_500, "", 2));
      send(settle, alice, alice.transfer(bob.address(), 5, "", 2));
      assertEquals(List.of(toBob, 4L), List.of(toPayee(settle, 2), toPayee(settle, 3)));
      send(settle, null, LEDGER.issue(alice, 1, 6));
      Issued issued = (Issued) event(settle, 4).getEvent();
      assertEquals(5, issued.getPreviousNumber(), "an account has always known its last issue");
      send(settle, null, LEDGER.issue(alice, 1, 5));
      send(settle, null, LEDGER.freeze(dave, 7));
      assertEquals(1, settle.count(Count.REPEATED), "the order that was the last one then");
      send(settle, null, LEDGER.freeze(dave, 6));
      assertEquals(List.of("ALREADY_DECIDED", "ALREADY_DECIDED"), rejections(settle));

      settle.credit(settle.settlements().get(3));
      assertEquals(1, settle.count(Count.CREDITS_PARKED), "it names one that is not there yet");
      settle.credit(settle.settlements().get(2));
      assertEquals(0, settle.count(Count.CREDITS_PARKED));
      Balance bobs = lastBalance(settle, bob);
      assertEquals(3, bobs.getCreditsReceived());
    }
  }

  @Test
  void whatWasNotReadBack_isSentAgainWordForWord() throws Exception {
    KeptLedger kept = kept();
    List<TopicRecord> sentAgain = afterALongTime(kept, false);
    assertEquals(1, sentAgain.size());
    assertArrayEquals(kept.unread(), sentAgain.get(0).value());
  }

  @Test
  void whatIsReadBackThen_isNotSentAgain() throws Exception {
    assertEquals(List.of(), afterALongTime(kept(), true));
  }

  @SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
  private static List<TopicRecord> afterALongTime(KeptLedger kept, boolean readBack)
      throws Exception {
    try (ReconcileHarness reconcile = ReconcileHarness.prepare()) {
      reconcile.initializeState(kept.reconcile());
      reconcile.open();
      long start = KeptLedger.SENT_AT_MILLIS + Duration.ofDays(1).toMillis();
      reconcile.setProcessingTime(start);
      if (readBack) {
        byte[] carol = LEDGER.knownPerson("carol").id().toBytes();
        reconcile.processElement2(new StreamRecord<>(new TopicRecord(carol, kept.unread())));
      }
      reconcile.setProcessingTime(start + 4 * ReconcileHarness.GRACE.toMillis());
      return reconcile.extractOutputValues();
    }
  }

  private KeptLedger kept() throws Exception {
    KeptLedger.ofThisVersion().write(directory);
    return KeptLedger.read(directory);
  }

  private static WalletAccount person(KeptLedger kept, String name) throws Exception {
    return LEDGER.knownPerson(
        name, kept.balance(name), kept.settledUnder(LEDGER.knownPerson(name).id()));
  }

  private void send(SettleHarness settle, WalletAccount owner, PreparedCommand command)
      throws Exception {
    if (owner != null) {
      owner.accepted(command);
    }
    settle.processElement1(new StreamRecord<>(LEDGER.record(command, offset++)));
  }

  private static Settled event(SettleHarness settle, int index) throws Exception {
    return SingleObject.decode(Settled.class, settle.settlements().get(index).value());
  }

  private static long toPayee(SettleHarness settle, int index) throws Exception {
    return ((Transferred) event(settle, index).getEvent()).getPreviousNumber();
  }

  private static List<Long> numbers(SettleHarness settle, int from) throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (int i = from; i < settle.settlements().size(); i++) {
      numbers.add(event(settle, i).getNumber());
    }
    return numbers;
  }

  private static List<String> rejections(SettleHarness settle) throws Exception {
    List<String> codes = new ArrayList<>();
    for (TopicRecord rejection : settle.side(OutputTags.REJECTIONS)) {
      codes.add(SingleObject.decode(Rejection.class, rejection.value()).getCode());
    }
    return codes;
  }

  private static Balance lastBalance(SettleHarness settle, WalletAccount of) throws Exception {
    List<TopicRecord> balances =
        settle.balances().stream().filter(balance -> balance.account().equals(of.id())).toList();
    return SingleObject.decode(Balance.class, balances.get(balances.size() - 1).value());
  }
}
