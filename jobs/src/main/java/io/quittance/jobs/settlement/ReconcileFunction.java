package io.quittance.jobs.settlement;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.Unconfirmed;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the settled events that were decided (first input) against those that stand in the log
 * (second input), and sends again what the log has lost.
 *
 * <p>A Kafka transaction that belongs to a complete checkpoint and times out, or is fenced, before
 * its commit is gone: Flink counts the failure and goes on, and nobody would ever see its events
 * again. Here each event is kept until it has been read back. One that has not come back when it
 * should is <em>overdue</em>: that is counted and logged. Once the broker must have given up its
 * transaction, so that it can never come, it is sent again, byte for byte.
 *
 * <p>Should an event stand in the log twice after all, it still counts once: readers go by the
 * event id, and the ledger reads none. So the clock here decides when to look, never what is true.
 */
final class ReconcileFunction
    extends KeyedCoProcessFunction<AccountId, TopicRecord, TopicRecord, TopicRecord>
    implements CheckpointedFunction, CheckpointListener {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileFunction.class);
  private static final long serialVersionUID = 1L;

  /** Shortest time between two looks at an account. */
  private static final long LEAST_STEP_MILLIS = 1000;

  /** Looks at an account, at most, in the time after which an event is noticed. */
  private static final int LOOKS = 4;

  /** Shortest time between two lines of an instance about the same. */
  private static final Duration LINE_PAUSE = Duration.ofSeconds(10);

  /** An event should be read back a checkpoint after it was sent; some may fail. */
  private static final int OVERDUE_CHECKPOINTS = 3;

  /** How many times as long a log is waited for of which nothing is read back at all. */
  private static final int SILENT_GRACES = 4;

  private final Duration transactionTimeout;
  private final long overdueMillis;
  private final long lostMillis;
  private final long graceMillis;

  /** After what time an event that has not come back is noticed at all. */
  private final long firstLookMillis;

  /**
   * An account has one timer for all it sends within such a time. A look goes through all events of
   * the account that have not come back, and there are many on a busy one when checkpoints fail.
   */
  private final long stepMillis;

  private transient MapState<CommandId, Unconfirmed> unconfirmed;
  private transient Tally tally;
  private transient TransactionAge transactionAge;
  private transient long startedAtMillis;
  private transient long firstReadAtMillis;
  private transient RareLines overdueLines;
  private transient RareLines lostLines;

  /** Makes the function for a job with these options. */
  static ReconcileFunction of(SettlementOptions options) {
    ReconcileTimes times = options.reconcileTimes();
    return new ReconcileFunction(
        options.transactionTimeout(),
        options.checkpointInterval().multipliedBy(OVERDUE_CHECKPOINTS).plus(times.overdueMargin()),
        options.transactionTimeout().plus(times.abortMargin()),
        times.grace());
  }

  /**
   * Makes the function.
   *
   * @param transactionTimeout after what time the broker gives up a transaction
   * @param overdue after what time an event should have been read back
   * @param lost after what time its transaction can no longer be committed
   * @param grace how long nothing is sent again after the first event that is read back since a
   *     start, or {@value #SILENT_GRACES} times as long after the start where nothing is: the sink
   *     commits first what the checkpoint left to be committed, and that is then read back
   */
  ReconcileFunction(Duration transactionTimeout, Duration overdue, Duration lost, Duration grace) {
    this.transactionTimeout = transactionTimeout;
    overdueMillis = overdue.toMillis();
    lostMillis = lost.toMillis();
    graceMillis = grace.toMillis();
    firstLookMillis = Math.min(overdueMillis, lostMillis);
    stepMillis = Math.max(LEAST_STEP_MILLIS, firstLookMillis / LOOKS);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    tally = Tally.restore(context, metrics, Count.UNCONFIRMED, Count.OVERDUE, Count.SENT_AGAIN);
    transactionAge = new TransactionAge(System::currentTimeMillis);
    transactionAge.register(metrics, transactionTimeout);
  }

  @Override
  public void open(OpenContext context) {
    unconfirmed = getRuntimeContext().getMapState(StateDescriptors.UNCONFIRMED);
    overdueLines =
        new RareLines(
            (count, latest) ->
                LOG.warn(
                    "{} settled events have not been read back for {} s, {} among them.",
                    count,
                    Duration.ofMillis(overdueMillis).toSeconds(),
                    latest),
            LINE_PAUSE);
    lostLines =
        new RareLines(
            (count, latest) ->
                LOG.error(
                    "{} settled events were lost with their transactions, {} among them; they are"
                        + " sent again.",
                    count,
                    latest),
            LINE_PAUSE);
  }

  @Override
  public void close() {
    if (overdueLines != null) {
      overdueLines.tellAll();
      lostLines.tellAll();
    }
  }

  @Override
  public void processElement1(TopicRecord sent, Context context, Collector<TopicRecord> lost)
      throws Exception {
    long now = now(context.timerService());
    CommandId event = CommandId.ofSettled(sent.value());
    if (!unconfirmed.contains(event)) {
      tally.add(Count.UNCONFIRMED, 1);
    }
    unconfirmed.put(event, new Unconfirmed(now, sent.value()));
    remind(context.timerService(), now + firstLookMillis);
  }

  @Override
  public void processElement2(TopicRecord read, Context context, Collector<TopicRecord> lost)
      throws Exception {
    if (firstReadAtMillis == 0) {
      firstReadAtMillis = now(context.timerService());
    }
    CommandId event = CommandId.ofSettled(read.value());
    if (unconfirmed.contains(event)) {
      unconfirmed.remove(event);
      tally.add(Count.UNCONFIRMED, -1);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TopicRecord> lost)
      throws Exception {
    long now = now(context.timerService());
    AccountId account = context.getCurrentKey();
    for (Map.Entry<CommandId, Unconfirmed> entry : unconfirmed.entries()) {
      Unconfirmed event = entry.getValue();
      long age = now - event.sentAtMillis();
      if (age >= lostMillis && now < sendsAgainFromMillis()) {
        // Something may be read back before that, and the grace end sooner.
        long soon = now + Math.min(graceMillis, firstLookMillis);
        long next = Math.min(sendsAgainFromMillis(), soon);
        context.timerService().registerProcessingTimeTimer(next);
      } else if (age >= lostMillis) {
        lostLines.add("event " + entry.getKey() + " of account " + account);
        tally.add(Count.SENT_AGAIN, 1);
        lost.collect(new TopicRecord(account.toBytes(), event.value()));
        entry.setValue(new Unconfirmed(now, event.value()));
        remind(context.timerService(), now + firstLookMillis);
      } else if (isNewlyOverdue(event, timestamp)) {
        overdueLines.add("event " + entry.getKey() + " of account " + account);
        tally.add(Count.OVERDUE, 1);
        remind(context.timerService(), event.sentAtMillis() + lostMillis);
      }
    }
    overdueLines.tell(now);
    lostLines.tell(now);
  }

  private long sendsAgainFromMillis() {
    return firstReadAtMillis == 0
        ? startedAtMillis + SILENT_GRACES * graceMillis
        : firstReadAtMillis + graceMillis;
  }

  /** Whether this is the look that an event was to be overdue at; others look at it as well. */
  private boolean isNewlyOverdue(Unconfirmed event, long timestamp) {
    long overdueAt = event.sentAtMillis() + overdueMillis;
    return timestamp > overdueAt && timestamp <= roundedUp(overdueAt);
  }

  /**
   * Comes back to the account then: when an event is overdue, and only if it was, when it is lost.
   * Most have long been read back by then, and timers cost as much as the events.
   */
  private void remind(TimerService timers, long millis) {
    timers.registerProcessingTimeTimer(roundedUp(millis));
  }

  private long now(TimerService timers) {
    long now = timers.currentProcessingTime();
    if (startedAtMillis == 0) {
      startedAtMillis = now;
    }
    return now;
  }

  private long roundedUp(long millis) {
    return (millis / stepMillis + 1) * stepMillis;
  }

  /** Returns one of the function's counts. */
  long count(Count count, String... labels) {
    return tally.count(count, labels);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
    transactionAge.barrier(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    transactionAge.completed(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) {
    transactionAge.aborted(checkpointId);
  }
}
