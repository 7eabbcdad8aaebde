package io.quittance.jobs.settlement;

import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.AccountState;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.typeutils.runtime.kryo.JavaSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Writes a savepoint from which a ledger begins with accounts that no log tells of: a benchmark
 * with a million accounts need not settle a million issues first.
 *
 * <p>What such a ledger settles is right, but its whole history cannot be audited: it has none.
 */
public final class OpenedAccounts {
  private OpenedAccounts() {}

  /** Says what each account is. */
  public interface Book extends Serializable {
    /** Returns the account with a number, from 0; each number's account has an id of its own. */
    Account account(long number);
  }

  /**
   * Writes a savepoint.
   *
   * @param directory where it shall be; must not exist
   * @param count how many accounts it has, those with the numbers below
   */
  public static void write(Path directory, long count, Book book) throws Exception {
    Configuration settings = new Configuration();
    settings.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    // Flink's own records here are Java's; as Kryo's they would need Java's packages opened.
    settings.set(
        PipelineOptions.SERIALIZATION_CONFIG,
        Stream.of(OperatorSubtaskState.class, OperatorState.class)
            .map(
                type ->
                    type.getName()
                        + ": {type: kryo, kryo-type: registered, class: "
                        + JavaSerializer.class.getName()
                        + "}")
            .toList());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(settings);
    // With two instances in one process and a million accounts, Flink's writer asked one for a key
    // group of the other, and waited for ever.
    environment.setParallelism(1);
    SavepointWriter.newSavepoint(
            environment, new EmbeddedRocksDBStateBackend(), SettlementOptions.MAX_PARALLELISM)
        .withOperator(
            OperatorIdentifier.forUid(SettlementOperator.SETTLE.uid()),
            OperatorTransformation.bootstrapWith(environment.fromSequence(0, count - 1))
                .keyBy(number -> book.account(number).id(), ValueTypeInfo.ACCOUNT_ID)
                .transform(new Put(book)))
        .write(FlinkPaths.of(directory));
    environment.execute("accounts");
  }

  /** Puts each account into its state. */
  private static final class Put extends KeyedStateBootstrapFunction<AccountId, Long> {
    private static final long serialVersionUID = 1L;

    private final Book book;
    private transient ValueState<AccountState> state;

    Put(Book book) {
      this.book = book;
    }

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(StateDescriptors.ACCOUNT);
    }

    @Override
    public void processElement(Long number, Context context) throws Exception {
      state.update(AccountRecords.toState(book.account(number)));
    }
  }
}
