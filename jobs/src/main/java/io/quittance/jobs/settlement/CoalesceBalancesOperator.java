package io.quittance.jobs.settlement;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.state.AccountState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the latest of what each changed account has become, as the ledger keeps it, and passes its
 * balance on before each checkpoint barrier. Balances are worked out then, all together: that is
 * calculation with encrypted sums.
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
    TopicRecord account = element.getValue();
    latest.put(AccountId.of(account.key()), account);
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
    balances(latest.values()).forEach(balance -> output.collect(new StreamRecord<>(balance)));
    latest.clear();
  }

  /** Returns the records of accounts for the balances topic. */
  static List<TopicRecord> balances(Collection<TopicRecord> accounts) {
    return AccountRecords.toBalances(
            accounts.stream().map(CoalesceBalancesOperator::account).toList())
        .stream()
        .map(
            balance ->
                new TopicRecord(balance.getAccount().bytes().clone(), SingleObject.encode(balance)))
        .toList();
  }

  private static Account account(TopicRecord state) {
    try {
      return AccountRecords.fromState(SingleObject.decodeAgain(AccountState.class, state.value()));
    } catch (MalformedRecordException impossible) {
      throw new IllegalStateException("an account was damaged on its way", impossible);
    }
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
