package io.quittance.jobs.settlement;

import io.quittance.schemas.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the latest balance of each account and passes it on before each checkpoint barrier.
 *
 * <p>Who is in a hurry has his receipt; of the balances between two checkpoints the last is enough.
 * The map has a limit: when it is full all of it is passed on early. It is empty whenever state is
 * taken, so the operator has none.
 */
final class CoalesceBalancesOperator extends AbstractStreamOperator<TopicRecord>
    implements OneInputStreamOperator<TopicRecord, TopicRecord> {
  private static final long serialVersionUID = 1L;

  private final int maxAccounts;
  private transient Map<AccountId, TopicRecord> latest;

  private CoalesceBalancesOperator(
      StreamOperatorParameters<TopicRecord> parameters, int maxAccounts) {
    super(parameters);
    this.maxAccounts = maxAccounts;
  }

  @Override
  public void open() throws Exception {
    super.open();
    latest = new LinkedHashMap<>();
  }

  @Override
  public void processElement(StreamRecord<TopicRecord> element) {
    TopicRecord balance = element.getValue();
    latest.put(AccountId.of(balance.key()), balance);
    if (latest.size() >= maxAccounts) {
      emitAll();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    emitAll();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    emitAll();
    super.finish();
  }

  private void emitAll() {
    latest.values().forEach(balance -> output.collect(new StreamRecord<>(balance)));
    latest.clear();
  }

  /** Makes the operator where it runs. */
  static final class Factory extends AbstractStreamOperatorFactory<TopicRecord>
      implements OneInputStreamOperatorFactory<TopicRecord, TopicRecord> {
    private static final long serialVersionUID = 1L;

    private final int maxAccounts;

    Factory(int maxAccounts) {
      this.maxAccounts = maxAccounts;
    }

    @Override
    public <T extends StreamOperator<TopicRecord>> T createStreamOperator(
        StreamOperatorParameters<TopicRecord> parameters) {
      @SuppressWarnings("unchecked")
      T operator = (T) new CoalesceBalancesOperator(parameters, maxAccounts);
      return operator;
    }

    @Override
    public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader loader) {
      return CoalesceBalancesOperator.class;
    }
  }
}
