package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.schemas.signature.SigningKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A ledger that has read a command of time 1000 is started again with other keys. */
class OperatorKeyGuardTest {
  private static final long READ_MILLIS = 1000;

  @Test
  void newKey_forALaterTime_isTaken() throws Exception {
    restore(keys(0), keys(0, READ_MILLIS + 1));
    restore(keys(0, 500), keys(0, 500, READ_MILLIS + 1));
  }

  @Test
  void keyThatNeverSigned_withdrawn_isTaken() throws Exception {
    restore(keys(0, READ_MILLIS + 1), keys(0));
    restore(keys(0, READ_MILLIS + 1), keys(0, READ_MILLIS + 5));
  }

  @Test
  void newKey_forATimeThatIsRead_isRefused() {
    assertRefused(keys(0), keys(0, READ_MILLIS));
    assertRefused(keys(0, 500), keys(0, 500, 600));
  }

  @Test
  void formerKey_leftOutOrMoved_isRefused() {
    assertRefused(keys(0, 500), keys(0));
    assertRefused(keys(0, 500), keys(0, 501));
  }

  private static void assertRefused(Keys before, Keys after) {
    Throwable refused = assertThrows(Exception.class, () -> restore(before, after)).getCause();
    assertTrue(
        refused.getMessage().contains("up to 1970-01-01T00:00:01Z were signed with other"),
        refused.getMessage());
  }

  private static void restore(Keys before, Keys after) throws Exception {
    var first = harness(before);
    first.open();
    first.processElement(new StreamRecord<>(new LogRecord(0, 0, READ_MILLIS, null, null)));
    OperatorSubtaskState snapshot = first.snapshot(1, 1);
    first.close();
    var second = harness(after);
    try {
      second.initializeState(snapshot);
      second.open();
    } finally {
      second.close();
    }
  }

  private static OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness(Keys keys)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new ReadCommands(keys)), LogRecordSerializer.INSTANCE);
  }

  private static Keys keys(long... from) {
    return new Keys(from);
  }

  /** A ledger whose operator's n-th key signs from the n-th time on. */
  private record Keys(long[] from) implements LedgerSetup {
    private static final long serialVersionUID = 1L;

    @Override
    public Network network() {
      return TestLedger.INSTANCE.network();
    }

    @Override
    public ReceiptSigner receiptSigner() {
      List<SigningKey> secrets = new ArrayList<>();
      List<Effective> effective = new ArrayList<>();
      for (int i = 0; i < from.length; i++) {
        secrets.add(SigningKey.of(ByteBuffer.allocate(SigningKey.BYTES).putInt(i).array()));
        effective.add(new Effective(from[i], secrets.get(i).verifyingKey()));
      }
      return ReceiptSigner.of("test", OperatorKeys.of(effective), secrets);
    }
  }
}
