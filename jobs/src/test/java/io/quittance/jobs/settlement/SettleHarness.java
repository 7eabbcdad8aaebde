package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.AdmittedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.SettledRecordSerializer;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Reading;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Partitions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The settle operator in Flink's harness. */
@SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
final class SettleHarness
    extends KeyedOneInputStreamOperatorTestHarness<AccountId, AdmittedRecord, SettledRecord> {
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

  private final SettleFunction function;

  private SettleHarness(SettleFunction function, int maxParallelism, int parallelism, int index)
      throws Exception {
    super(
        new KeyedProcessOperator<>(function),
        AdmittedRecord::account,
        ValueTypeInfo.ACCOUNT_ID,
        maxParallelism,
        parallelism,
        index);
    this.function = function;
    setup(SettledRecordSerializer.INSTANCE);
  }

  /** Prepares the operator; state may be given to it before it is opened. */
  static SettleHarness prepare() throws Exception {
    return new SettleHarness(new SettleFunction(TestLedger.INSTANCE, TRANSACTION_TIMEOUT), 1, 1, 0);
  }

  /** Starts one that keeps so many accounts in memory, besides in state. */
  static SettleHarness start(int accountsInMemory) throws Exception {
    SettleHarness harness =
        new SettleHarness(
            new SettleFunction(TestLedger.INSTANCE, TRANSACTION_TIMEOUT, accountsInMemory),
            1,
            1,
            0);
    harness.open();
    return harness;
  }

  /** Prepares one of several tasks. */
  static SettleHarness prepare(int parallelism, int index) throws Exception {
    return new SettleHarness(
        new SettleFunction(TestLedger.INSTANCE, TRANSACTION_TIMEOUT),
        SettlementOptions.MAX_PARALLELISM,
        parallelism,
        index);
  }

  static SettleHarness start() throws Exception {
    SettleHarness harness = prepare();
    harness.open();
    return harness;
  }

  long count(Count count, String... labels) {
    return function.count(count, labels);
  }

  ConservationWatch conservation() {
    return function.conservation();
  }

  List<SettledRecord> settlements() {
    return extractOutputValues();
  }

  List<TopicRecord> side(OutputTag<TopicRecord> tag) {
    Collection<StreamRecord<TopicRecord>> records = getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  /** The balances that are told, one for each time that an account's was to be told. */
  List<TopicRecord> balances() {
    return CoalesceBalancesOperator.balances(side(OutputTags.ACCOUNTS));
  }

  /** Takes a record of the journal that was admitted alone. */
  void take(AddressedRecord record) throws Exception {
    take(record, true);
  }

  /** Takes a record of the journal that was admitted, the last of its batch or not. */
  void take(AddressedRecord record, boolean lastOfBatch) throws Exception {
    Reading reading = JournalReader.reread(record.submission());
    processElement(new StreamRecord<>(new AdmittedRecord(record, reading, lastOfBatch)));
  }

  /** Returns an entry as it stands in its payee's partition of the journal. */
  static AddressedRecord entry(TopicRecord entry, long offset) {
    AccountId payee = AccountId.of(entry.key());
    int partition = Partitions.of(payee, TestLedger.INSTANCE.partitions());
    return TestLedger.stamped(
        payee, new LogRecord(partition, offset, 1_000 + offset, entry.key(), entry.value()));
  }
}
