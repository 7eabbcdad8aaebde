package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.TopicRecordSerializer;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import java.util.Collection;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The settle operator in Flink's harness. */
@SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
final class SettleHarness
    extends KeyedTwoInputStreamOperatorTestHarness<
        AccountId, AddressedRecord, AddressedRecord, TopicRecord> {
  private final SettleFunction function;
  private long creditOffset;

  private SettleHarness(SettleFunction function, int maxParallelism, int parallelism, int index)
      throws Exception {
    super(
        new KeyedCoProcessOperator<>(function),
        AddressedRecord::account,
        AddressedRecord::account,
        ValueTypeInfo.ACCOUNT_ID,
        maxParallelism,
        parallelism,
        index);
    this.function = function;
    setup(TopicRecordSerializer.INSTANCE);
  }

  /** Prepares the operator; state may be given to it before it is opened. */
  static SettleHarness prepare(Pace pace) throws Exception {
    return new SettleHarness(new SettleFunction(TestLedger.INSTANCE, pace), 1, 1, 0);
  }

  /** Prepares one of several tasks. */
  static SettleHarness prepare(Pace pace, int parallelism, int index) throws Exception {
    return new SettleHarness(
        new SettleFunction(TestLedger.INSTANCE, pace),
        SettlementOptions.MAX_PARALLELISM,
        parallelism,
        index);
  }

  static SettleHarness start() throws Exception {
    SettleHarness harness = prepare(Pace.DEFAULT);
    harness.open();
    return harness;
  }

  long count(Count count, String... labels) {
    return function.count(count, labels);
  }

  List<TopicRecord> settlements() {
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

  /** Delivers a credit as it stands in the settlements topic. */
  void credit(TopicRecord event) throws Exception {
    AccountId payee =
        Credit.of(SingleObject.decode(Settled.class, event.value())).orElseThrow().payee();
    LogRecord record = new LogRecord(0, creditOffset++, 0, event.key(), event.value());
    processElement2(new StreamRecord<>(new AddressedRecord(payee, record)));
  }
}
