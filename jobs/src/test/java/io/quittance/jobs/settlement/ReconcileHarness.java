package io.quittance.jobs.settlement;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.TopicRecordSerializer;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.schemas.AccountId;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The reconcile operator in Flink's harness. */
@SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
final class ReconcileHarness
    extends KeyedTwoInputStreamOperatorTestHarness<
        AccountId, TopicRecord, TopicRecord, TopicRecord> {
  static final Duration OVERDUE = Duration.ofSeconds(30);
  static final Duration LOST = Duration.ofMinutes(10);
  static final Duration GRACE = Duration.ofSeconds(15);

  private ReconcileHarness() throws Exception {
    super(
        new KeyedCoProcessOperator<>(new ReconcileFunction(LOST, OVERDUE, LOST, GRACE)),
        TopicRecord::account,
        TopicRecord::account,
        ValueTypeInfo.ACCOUNT_ID);
    setup(TopicRecordSerializer.INSTANCE);
  }

  /** Prepares the operator; state may be given to it before it is opened. */
  static ReconcileHarness prepare() throws Exception {
    return new ReconcileHarness();
  }

  static ReconcileHarness start() throws Exception {
    ReconcileHarness harness = prepare();
    harness.open();
    return harness;
  }
}
