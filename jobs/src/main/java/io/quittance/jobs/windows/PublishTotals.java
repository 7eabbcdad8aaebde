package io.quittance.jobs.windows;

import io.quittance.ledger.window.Totals;
import io.quittance.schemas.analytics.EncryptedTotal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Publishes the totals of an asset and one of its auditor's keys window by window, where they are
 * of enough transfers.
 *
 * <p>A window is published once: a second, larger total would give away the difference. So what
 * comes for a window that was published, from a partition that was thought idle, belongs to the
 * window after it; and a window of too few transfers is joined to the next one that has any.
 */
final class PublishTotals extends KeyedProcessFunction<String, EncryptedTotal, EncryptedTotal>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** Stands for the end of the window that is next, whichever that will be. */
  private static final long NEXT = Long.MIN_VALUE;

  /** Per asset and key: the payees' totals that are not published, by window's end and payee. */
  private static final MapStateDescriptor<Tuple2<Long, String>, EncryptedTotal> PENDING =
      new MapStateDescriptor<>(
          "pending",
          Types.TUPLE(Types.LONG, Types.STRING),
          new AvroTypeInfo<>(EncryptedTotal.class));

  /** Per asset and key: the end of the last window that was published. */
  private static final ValueStateDescriptor<Long> PUBLISHED =
      new ValueStateDescriptor<>("published", Types.LONG);

  private final WindowOptions options;
  private final FirstRun first;
  private transient MapState<Tuple2<Long, String>, EncryptedTotal> pending;
  private transient ValueState<Long> published;

  PublishTotals(WindowOptions options, FirstRun first) {
    this.options = options;
    this.first = first;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    WindowsGuard.check(context, options, first);
  }

  /** The guard's state does not change. */
  @Override
  public void snapshotState(FunctionSnapshotContext context) {}

  /** Returns the type of what is published. */
  static TypeInformation<EncryptedTotal> type() {
    return new AvroTypeInfo<>(EncryptedTotal.class);
  }

  @Override
  public void open(OpenContext context) {
    pending = getRuntimeContext().getMapState(PENDING);
    published = getRuntimeContext().getState(PUBLISHED);
  }

  @Override
  public void processElement(EncryptedTotal total, Context context, Collector<EncryptedTotal> out)
      throws Exception {
    Long last = published.value();
    long end = total.getEndMillis();
    if (last != null && end <= last) {
      end = last + options.size().toMillis();
    }
    add(end, Totals.within(total, end - options.size().toMillis(), end));
    context.timerService().registerEventTimeTimer(end - 1);
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<EncryptedTotal> out)
      throws Exception {
    long end = millis + 1;
    for (EncryptedTotal carried : take(NEXT)) {
      add(end, carried);
    }
    List<EncryptedTotal> payees = take(end);
    List<EncryptedTotal> shown = ComplementarySuppression.of(payees, options.atLeast());
    if (shown.isEmpty()) {
      for (EncryptedTotal payee : payees) {
        add(NEXT, payee);
      }
      return;
    }
    // The first is the total of all, whose period is that of everything in it.
    long from = shown.get(0).getStartMillis();
    long until = shown.get(0).getEndMillis();
    shown.forEach(total -> out.collect(Totals.within(total, from, until)));
    published.update(until);
  }

  private void add(long end, EncryptedTotal total) throws Exception {
    Tuple2<Long, String> place = Tuple2.of(end, HexFormat.of().formatHex(total.getPayee().bytes()));
    EncryptedTotal sum = pending.get(place);
    pending.put(place, sum == null ? total : Totals.sum(sum, total, total.getPayee()));
  }

  /** Removes and returns a window's totals. */
  private List<EncryptedTotal> take(long end) throws Exception {
    List<EncryptedTotal> taken = new ArrayList<>();
    List<Tuple2<Long, String>> places = new ArrayList<>();
    for (Tuple2<Long, String> place : pending.keys()) {
      if (place.f0 == end) {
        places.add(place);
      }
    }
    for (Tuple2<Long, String> place : places) {
      taken.add(pending.get(place));
      pending.remove(place);
    }
    return taken;
  }
}
