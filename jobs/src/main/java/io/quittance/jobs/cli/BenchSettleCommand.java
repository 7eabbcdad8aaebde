package io.quittance.jobs.cli;

import io.quittance.jobs.bench.LatencyChart;
import io.quittance.jobs.bench.SettleBenchmark;
import io.quittance.jobs.progress.Progress;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.wallet.network.QuittanceHome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the whole pipeline. */
@Command(
    name = "settle",
    description = {
      "Transfers a second that broker, job and load generator settle in this process, as a share of"
          + " what the verifier alone reaches on the same cores; then how long receipts and final"
          + " events take at parts of that rate, from the moment a transfer was due.",
      "Transfers are proved before and kept in the home's directory bench for the next time. Every"
          + " account has issued money; all pay in turn, each time somebody else."
    },
    mixinStandardHelpOptions = true)
final class BenchSettleCommand implements Callable<Integer> {
  private static final int MAX_ACCOUNTS = 1_000_000;
  private static final int MIN_TRANSFERS = 100;
  private static final int MAX_TRANSFERS = 1_000_000;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "accounts (default: ${DEFAULT-VALUE})")
  private int accounts = 1000;

  @Option(
      names = "--transfers",
      paramLabel = "N",
      description = "transfers that are proved before (default: ${DEFAULT-VALUE})")
  private int transfers = 6000;

  @Option(
      names = "--percent",
      split = ",",
      paramLabel = "P",
      description = "parts of the saturation rate, in percent (default: 10,50,80)")
  private List<Integer> percents = List.of(10, 50, 80);

  @Option(
      names = "--state",
      paramLabel = "KIND",
      description = "where accounts are kept: rocksdb or hashmap (default: ${DEFAULT-VALUE})")
  private String state = "rocksdb";

  @Option(
      names = "--checkpoint-millis",
      paramLabel = "MS",
      description = "time between checkpoints, the final lane's pace (default: ${DEFAULT-VALUE})")
  private long checkpointMillis = SettlementOptions.defaults().checkpointInterval().toMillis();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "instances of each operator (default: ${DEFAULT-VALUE})")
  private int parallelism = SettlementOptions.defaults().parallelism();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "most transfers verified at a time (default: ${DEFAULT-VALUE})")
  private int batch = SettlementOptions.defaults().batchCommands();

  @Option(
      names = "--batch-wait-millis",
      paramLabel = "MS",
      description = "longest time a batch waits for more (default: ${DEFAULT-VALUE})")
  private long batchWaitMillis = SettlementOptions.defaults().batchWait().toMillis();

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "draw latency against the rate into FILE, as SVG")
  private Path picture;

  @Mixin private BenchOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    options.requireWithin("number of accounts", accounts, 2, MAX_ACCOUNTS);
    options.requireWithin("number of transfers", transfers, MIN_TRANSFERS, MAX_TRANSFERS);
    for (int percent : percents) {
      options.requireWithin("percentage", percent, 1, 1000);
    }
    SettleBenchmark.Plan plan = new SettleBenchmark.Plan(percents, options.seconds(), settlement());
    Path kept =
        QuittanceHome.of(System.getenv())
            .directory()
            .resolve("bench")
            .resolve(accounts + "-accounts-" + transfers + "-transfers");
    Progress progress = options.progress();
    SettleBenchmark benchmark;
    try (Progress.Task task = progress.start("Proving transfers", accounts + transfers)) {
      benchmark = SettleBenchmark.in(kept, accounts, transfers, plan, task::step);
    }
    SettleBenchmark.Result result;
    try (Progress.Task task = progress.start("Measuring", benchmark.steps())) {
      result = benchmark.run(task::step);
    }
    if (picture != null) {
      LatencyChart.write(result, picture);
    }
    report(plan, result);
    return Quittance.OK;
  }

  private SettlementOptions settlement() {
    try {
      return SettlementOptions.defaults()
          .withParallelism(parallelism)
          .withBatch(batch, Duration.ofMillis(batchWaitMillis))
          .withCheckpointInterval(Duration.ofMillis(checkpointMillis))
          .withStateBackend(stateBackend());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private SettlementOptions.StateBackend stateBackend() {
    try {
      return SettlementOptions.StateBackend.valueOf(state.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "the state must be rocksdb or hashmap, not " + state, e);
    }
  }

  private void report(SettleBenchmark.Plan plan, SettleBenchmark.Result result) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("benchmark", "settle");
      report.put("unit", "transfers per second on the clock; milliseconds");
      report.put("accounts", accounts);
      report.put("transfers", transfers);
      report.put("percents", plan.percents());
      report.put("state", state);
      report.put("checkpointMillis", checkpointMillis);
      report.put("parallelism", parallelism);
      report.put("batch", batch);
      report.put("batchWaitMillis", batchWaitMillis);
      report.put("result", result);
      options.printJson(out, report);
      return;
    }
    out.println(
        BenchOptions.number("Saturation: %,.0f transfers/s, ", result.saturation())
            + BenchOptions.number("%.0f%% of ", 100 * result.share())
            + BenchOptions.number(
                "the %,.0f/s of the verifier alone on as many threads.", result.verifier()));
    out.println(table(result.points()));
    out.println("Latencies in ms, from the moment a transfer was due to be sent.");
  }

  private static String table(List<SettleBenchmark.Point> points) {
    BenchOptions.Table<SettleBenchmark.Point> table = new BenchOptions.Table<>();
    table.text("load", point -> point.percent() + "%");
    table.column("transfers/s", "%,.0f", SettleBenchmark.Point::perSecond);
    table.column("receipt p50", "%,.1f", point -> point.receipt().p50());
    table.column("p99", "%,.1f", point -> point.receipt().p99());
    table.column("p99.9", "%,.1f", point -> point.receipt().p999());
    table.column("final p50", "%,.0f", point -> point.settled().p50());
    table.column("p99", "%,.0f", point -> point.settled().p99());
    table.column("p99.9", "%,.0f", point -> point.settled().p999());
    return table.of(points);
  }
}
