package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.LogRecordSerializer;
import io.quittance.schemas.AccountId;
import io.quittance.wallet.account.PreparedCommand;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the journal and the settlements are read, and that a ledger is held to its network. */
class ReadTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;

  private final List<OneInputStreamOperatorTestHarness<?, ?>> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (OneInputStreamOperatorTestHarness<?, ?> harness : opened) {
      harness.close();
    }
  }

  @Test
  void command_readable_isAddressedToItsAccount() throws Exception {
    PreparedCommand open = LEDGER.person("alice").open();
    var harness = commands(LEDGER);
    harness.open();
    found(harness);
    harness.processElement(new StreamRecord<>(LEDGER.record(open, 7).record()));
    assertEquals(open.account(), harness.extractOutputValues().get(0).account());
  }

  @Test
  void command_unreadable_isRejectedWithoutAReceipt() throws Exception {
    var harness = commands(LEDGER);
    harness.open();
    found(harness);
    harness.processElement(new StreamRecord<>(new LogRecord(0, 1, 2, null, null)));
    assertEquals(0, harness.extractOutputValues().size());
    assertEquals(1, harness.getSideOutput(OutputTags.REJECTIONS).size());
    assertEquals(null, harness.getSideOutput(OutputTags.RECEIPTS));
  }

  @Test
  void command_inTheWrongPartition_isRejectedWithAReceipt() throws Exception {
    PreparedCommand open = LEDGER.person("alice").open();
    LogRecord right = LEDGER.record(open, 7).record();
    int wrong = (right.partition() + 1) % LEDGER.partitions();
    var harness = commands(LEDGER);
    harness.open();
    found(harness);
    harness.processElement(
        new StreamRecord<>(new LogRecord(wrong, 7, 0, right.key(), right.value())));
    assertEquals(0, harness.extractOutputValues().size());
    assertEquals(1, harness.getSideOutput(OutputTags.REJECTIONS).size());
    assertEquals(1, harness.getSideOutput(OutputTags.RECEIPTS).size());
  }

  @Test
  void entry_inItsPlace_isAddressedToItsPayee_andElsewhereRejectedWithoutAReceipt()
      throws Exception {
    LogRecord right = LEDGER.entry(LEDGER.person("alice"), LEDGER.person("bob"), 7).record();
    int wrong = (right.partition() + 1) % LEDGER.partitions();
    var harness = commands(LEDGER);
    harness.open();
    found(harness);
    harness.processElement(new StreamRecord<>(right));
    assertEquals(AccountId.of(right.key()), harness.extractOutputValues().get(0).account());
    harness.processElement(
        new StreamRecord<>(new LogRecord(wrong, 7, 0, right.key(), right.value())));
    assertEquals(1, harness.extractOutputValues().size());
    assertEquals(1, harness.getSideOutput(OutputTags.REJECTIONS).size());
    assertEquals(null, harness.getSideOutput(OutputTags.RECEIPTS));
  }

  @Test
  void ledger_restoredOnItsOwnNetwork_goesOn() throws Exception {
    var harness = commands(LEDGER);
    harness.initializeState(snapshot());
    harness.open();
  }

  @Test
  void ledger_restoredWithAnotherNumberOfPartitions_isRefused() throws Exception {
    assertRefused(new TestLedger(LEDGER.number(), LEDGER.partitions() + 1), "5 partitions");
  }

  @Test
  void ledger_restoredAsAnotherNetworkOfItsName_isRefused() throws Exception {
    assertRefused(
        new TestLedger(2, LEDGER.partitions()),
        new TestLedger(2, LEDGER.partitions()).id().toString());
  }

  private void assertRefused(TestLedger other, String named) throws Exception {
    OperatorSubtaskState snapshot = snapshot();
    var harness = commands(other);
    Throwable refused =
        assertThrows(Exception.class, () -> harness.initializeState(snapshot)).getCause();
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
    assertTrue(refused.getMessage().contains("with 4 partitions; it"), refused.getMessage());
  }

  /** Lets the first statement be read at the beginning of every partition. */
  private static void found(OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness)
      throws Exception {
    byte[] statement = LEDGER.statements().values().get(0);
    for (int partition = 0; partition < LEDGER.partitions(); partition++) {
      harness.processElement(new StreamRecord<>(new LogRecord(partition, 0, 0, null, statement)));
    }
  }

  private OperatorSubtaskState snapshot() throws Exception {
    var harness = commands(LEDGER);
    harness.open();
    return harness.snapshot(1, 1);
  }

  private OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> commands(TestLedger ledger)
      throws Exception {
    return harness(new ReadJournal(ledger));
  }

  private <T> OneInputStreamOperatorTestHarness<LogRecord, T> harness(
      ProcessFunction<LogRecord, T> function) throws Exception {
    OneInputStreamOperatorTestHarness<LogRecord, T> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(function), LogRecordSerializer.INSTANCE);
    opened.add(harness);
    return harness;
  }
}
