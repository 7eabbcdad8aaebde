package io.quittance.trials.demo;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.quittance.trials.demo.Observation.Latency;
import io.quittance.trials.demo.Observation.Snapshot;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The demo's live table: redrawn in place on a terminal, one plain line at a time where the output
 * goes elsewhere.
 */
final class Board {
  private static final String LINE_UP = "\u001b[1A";
  private static final String CLEAR_BELOW = "\u001b[0J";

  private static final String UNKNOWN = "-";

  private final PrintStream out;
  private final boolean terminal;
  private int linesDrawn;

  /**
   * What the board shows beside the counts.
   *
   * @param medianBatch median number of commands in the recent batches
   * @param checkpointAgeMillis time since the last completed checkpoint
   */
  record Gauges(OptionalDouble medianBatch, OptionalLong checkpointAgeMillis) {
    static final Gauges UNKNOWN = new Gauges(OptionalDouble.empty(), OptionalLong.empty());
  }

  Board(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows the state of things; on a terminal, over the last one shown. */
  void show(Snapshot now, Rates rates, Gauges gauges) {
    if (!terminal) {
      out.println(line(now, rates, gauges));
      return;
    }
    String table = table(now, rates, gauges);
    out.print(LINE_UP.repeat(linesDrawn) + CLEAR_BELOW + table + "\n");
    out.flush();
    linesDrawn = (int) table.lines().count();
  }

  /** Leaves what is shown standing; the next table is drawn below it. */
  void release() {
    linesDrawn = 0;
  }

  /**
   * How fast things go, over the last few seconds.
   *
   * @param accepted receipts that say ACCEPTED, per second
   * @param settled settled events, per second
   */
  record Rates(double accepted, double settled) {}

  static String table(Snapshot now, Rates rates, Gauges gauges) {
    List<String[]> rows = new ArrayList<>();
    rows.add(row("sent", number(now.sent()), ""));
    rows.add(row("accepted", number(now.accepted()), perSecond(rates.accepted())));
    rows.add(row("credited", number(now.credited()), "told to the payees, who can spend it"));
    rows.add(row("final", number(now.settled()), perSecond(rates.settled())));
    rows.add(row("repeated", number(now.repeated()), "the same receipt again"));
    rows.add(row("rejected", number(now.rejectedInAll()), ""));
    now.rejected().forEach((code, count) -> rows.add(row("  " + code, number(count), "")));
    rows.add(row("receipt latency", millis(now.receipt(), 50), "p99 " + millis(now.receipt(), 99)));
    rows.add(row("credit latency", millis(now.credit(), 50), "p99 " + millis(now.credit(), 99)));
    rows.add(
        row("final latency", millis(now.settlement(), 50), "p99 " + millis(now.settlement(), 99)));
    rows.add(row("batch size", batch(gauges), "median, in commands"));
    rows.add(row("checkpoint age", age(gauges), ""));
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
        rows,
        List.of(
            new Column().dataAlign(HorizontalAlign.LEFT).with(row -> row[0]),
            new Column().dataAlign(HorizontalAlign.RIGHT).minWidth(12).with(row -> row[1]),
            new Column().dataAlign(HorizontalAlign.LEFT).minWidth(26).with(row -> row[2])));
  }

  private static String line(Snapshot now, Rates rates, Gauges gauges) {
    String codes =
        now.rejected().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return format(
        "sent %d, accepted %d (%.0f/s), credited %d, final %d (%.0f/s), repeated %d, rejected %d%s,"
            + " receipt p50 %s p99 %s, credit p50 %s p99 %s, final p50 %s p99 %s, batch %s, checkpoint age %s",
        now.sent(),
        now.accepted(),
        rates.accepted(),
        now.credited(),
        now.settled(),
        rates.settled(),
        now.repeated(),
        now.rejectedInAll(),
        codes.isEmpty() ? "" : " (" + codes + ")",
        millis(now.receipt(), 50),
        millis(now.receipt(), 99),
        millis(now.credit(), 50),
        millis(now.credit(), 99),
        millis(now.settlement(), 50),
        millis(now.settlement(), 99),
        batch(gauges),
        age(gauges));
  }

  private static String[] row(String... cells) {
    return cells;
  }

  private static String number(long value) {
    return format("%,d", value);
  }

  private static String perSecond(double value) {
    return format("%.0f per second", value);
  }

  private static String millis(Latency latency, int percentile) {
    if (latency.count() == 0) {
      return UNKNOWN;
    }
    return format("%.0f ms", percentile == 50 ? latency.p50() : latency.p99());
  }

  private static String batch(Gauges gauges) {
    OptionalDouble median = gauges.medianBatch();
    return median.isPresent() ? format("%.0f", median.getAsDouble()) : UNKNOWN;
  }

  private static String age(Gauges gauges) {
    OptionalLong millis = gauges.checkpointAgeMillis();
    return millis.isPresent() ? format("%.1f s", millis.getAsLong() / 1000.0) : UNKNOWN;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
