package io.quittance.jobs.windows;

import io.quittance.ledger.window.Totals;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sums what a payee receives in each window, and passes the sum on when the window is over.
 *
 * <p>A transfer counts as the ledger counts credits: once, though its event may stand twice after
 * an operator has gone back to an older savepoint; and only behind the payer's one before, though
 * that may stand after it where a lost event was written again. That holds for transfers that no
 * auditor can read, too, though they add nothing.
 */
final class SumPerPayee extends KeyedProcessFunction<String, Settled, EncryptedTotal> {
  private static final long serialVersionUID = 1L;

  /** Per payee: the highest number counted, by payer. */
  private static final MapStateDescriptor<String, Long> COUNTED =
      new MapStateDescriptor<>("counted", Types.STRING, Types.LONG);

  /** Per payee: transfers that wait, each by payer and number of the one before, with its own. */
  private static final MapStateDescriptor<Tuple2<String, Long>, Tuple2<Long, EncryptedTotal>>
      PARKED =
          new MapStateDescriptor<>(
              "parked",
              Types.TUPLE(Types.STRING, Types.LONG),
              Types.TUPLE(Types.LONG, new AvroTypeInfo<>(EncryptedTotal.class)));

  /**
   * Per payee: the sums of the windows that are not over, by their ends and the auditor's epoch.
   */
  private static final MapStateDescriptor<Tuple2<Long, Integer>, EncryptedTotal> SUMS =
      new MapStateDescriptor<>(
          "sums", Types.TUPLE(Types.LONG, Types.INT), new AvroTypeInfo<>(EncryptedTotal.class));

  private final WindowOptions options;
  private transient MapState<String, Long> counted;
  private transient MapState<Tuple2<String, Long>, Tuple2<Long, EncryptedTotal>> parked;
  private transient MapState<Tuple2<Long, Integer>, EncryptedTotal> sums;

  SumPerPayee(WindowOptions options) {
    this.options = options;
  }

  @Override
  public void open(OpenContext context) {
    counted = getRuntimeContext().getMapState(COUNTED);
    parked = getRuntimeContext().getMapState(PARKED);
    sums = getRuntimeContext().getMapState(SUMS);
  }

  @Override
  public void processElement(Settled settled, Context context, Collector<EncryptedTotal> out)
      throws Exception {
    long start = options.startOf(context.timestamp());
    long end = start + options.size().toMillis();
    // What no auditor can read adds nothing, but the payer's next transfer comes behind it.
    EncryptedTotal one =
        Totals.of(settled, start, end).orElseGet(() -> Totals.nothing(settled, start, end));
    String payer = HexFormat.of().formatHex(settled.getAccount().bytes());
    long highest = Optional.ofNullable(counted.get(payer)).orElse(0L);
    if (settled.getNumber() <= highest) {
      return;
    }
    Tuple2<Long, EncryptedTotal> next = Tuple2.of(settled.getNumber(), one);
    long previous = ((Transferred) settled.getEvent()).getPreviousNumber();
    if (previous > highest) {
      parked.put(Tuple2.of(payer, previous), next);
      return;
    }
    while (next != null) {
      counted.put(payer, next.f0);
      add(next.f1, context);
      Tuple2<String, Long> behind = Tuple2.of(payer, next.f0);
      next = parked.get(behind);
      parked.remove(behind);
    }
  }

  private void add(EncryptedTotal one, Context context) throws Exception {
    if (one.getTransfers() == 0) {
      return;
    }
    long end = one.getEndMillis();
    Tuple2<Long, Integer> place = Tuple2.of(end, one.getAuditorEpoch());
    EncryptedTotal sum = sums.get(place);
    sums.put(place, sum == null ? one : Totals.sum(sum, one, one.getPayee()));
    context.timerService().registerEventTimeTimer(end - 1);
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<EncryptedTotal> out)
      throws Exception {
    List<Tuple2<Long, Integer>> over = new ArrayList<>();
    for (Tuple2<Long, Integer> place : sums.keys()) {
      if (place.f0 == millis + 1) {
        over.add(place);
      }
    }
    for (Tuple2<Long, Integer> place : over) {
      out.collect(sums.get(place));
      sums.remove(place);
    }
  }
}
