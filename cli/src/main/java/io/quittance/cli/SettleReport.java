package io.quittance.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.trials.bench.RecoveryBenchmark.Kill;
import io.quittance.trials.bench.SettleResult;
import io.quittance.trials.bench.SettleResult.Accounts;
import io.quittance.trials.bench.SettleResult.Interval;
import io.quittance.trials.bench.SettleResult.Point;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What {@code bench settle} tells.
 *
 * @param result rates and latencies
 * @param kills what killed TaskManagers cost; empty if none was killed
 */
record SettleReport(SettleResult result, List<Kill> kills) {
  private static final String RESULT = "result";
  private static final String KILLS = "kills";

  /** Reads the result in a report that was printed as JSON. */
  static SettleResult read(Path json) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode result = mapper.readTree(json.toFile()).get(RESULT);
    if (result == null) {
      throw new IOException("it has no field \"" + RESULT + "\"");
    }
    return mapper.treeToValue(result, SettleResult.class);
  }

  /** Adds itself to a report for machines. */
  void addTo(Map<String, Object> report) {
    report.put(RESULT, result);
    report.put(KILLS, kills);
  }

  /** Prints itself for people. */
  void print(PrintWriter out) {
    out.println(
        BenchOptions.number("Saturation: %,.0f transfers/s, ", result.saturation())
            + BenchOptions.number("%.0f%% of ", 100 * result.share())
            + BenchOptions.number(
                "the %,.0f/s of the verifier alone on as many threads.", result.verifier()));
    out.println(
        BenchOptions.number("CPU time of a transfer: %,.0f us, ", result.cpuMicros())
            + BenchOptions.number(
                "of which the verifier alone needs %.0f%% ", 100 * result.cpuShare())
            + BenchOptions.number("(%,.0f us).", result.verifierCpuMicros()));
    out.println(latencies("load", result.points(), point -> point.percent() + "%", point -> point));
    if (!result.intervals().isEmpty()) {
      out.println("At half of saturation, with other checkpoint intervals:");
      out.println(
          latencies(
              "interval",
              result.intervals(),
              interval -> interval.checkpointMillis() + " ms",
              Interval::point));
    }
    out.println("Latencies in ms, from the moment a transfer was due to be sent.");
    if (result.accounts().size() > 1) {
      out.println(accountTable());
    }
    if (!kills.isEmpty()) {
      out.println(killTable());
    }
  }

  private static <T> String latencies(
      String header, List<T> rows, Function<T, String> name, Function<T, Point> point) {
    BenchOptions.Table<T> table = new BenchOptions.Table<>();
    table.text(header, name);
    column(table, "transfers/s", "%,.0f", point, Point::perSecond);
    column(table, "receipt p50", "%,.1f", point, row -> row.receipt().p50());
    column(table, "p99", "%,.1f", point, row -> row.receipt().p99());
    column(table, "p99.9", "%,.1f", point, row -> row.receipt().p999());
    column(table, "final p50", "%,.0f", point, row -> row.settled().p50());
    column(table, "p99", "%,.0f", point, row -> row.settled().p99());
    column(table, "p99.9", "%,.0f", point, row -> row.settled().p999());
    return table.of(rows);
  }

  private static <T> void column(
      BenchOptions.Table<T> table,
      String header,
      String format,
      Function<T, Point> point,
      ToDoubleFunction<Point> value) {
    table.column(header, format, row -> value.applyAsDouble(point.apply(row)));
  }

  private String accountTable() {
    BenchOptions.Table<Accounts> table = new BenchOptions.Table<>();
    table.column("accounts", "%,.0f", Accounts::accounts);
    table.column("transfers/s", "%,.0f", Accounts::perSecond);
    table.column("CPU us/transfer", "%,.0f", Accounts::cpuMicros);
    table.column("times the first", "%.2f", Accounts::times);
    return table.of(result.accounts());
  }

  private String killTable() {
    BenchOptions.Table<Kill> table = new BenchOptions.Table<>();
    table.text("killed", Kill::process);
    table.column("seconds to the next receipt", "%.2f", Kill::seconds);
    table.column("longest silence", "%.2f", Kill::silence);
    return table.of(kills);
  }
}
