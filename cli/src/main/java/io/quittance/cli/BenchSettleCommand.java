package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.trials.bench.LatencyChart;
import io.quittance.trials.bench.RecoveryBenchmark;
import io.quittance.trials.bench.SettleBenchmark;
import io.quittance.trials.bench.SettleResult;
import java.io.IOException;
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
      "Transfers are proved before and kept in the home's directory bench for the next time, with a"
          + " savepoint in which all accounts are open and have money. Accounts pay in turn, each"
          + " time somebody else."
    },
    mixinStandardHelpOptions = true)
final class BenchSettleCommand implements Callable<Integer> {
  private static final int MAX_KILLS = 100;

  /** The part of the saturation rate that is kept on while TaskManagers are killed. */
  private static final double KILL_LOAD = 0.25;

  private static final Duration CALM = Duration.ofSeconds(10);

  /** A kill is followed by at most so long a time until all runs again, or there are fewer. */
  private static final int SECONDS_PER_KILL = 25;

  @Option(
      names = "--accounts",
      split = ",",
      paramLabel = "N",
      description = "accounts; of more numbers, costs are compared (default: 1000)")
  private List<Integer> accounts = List.of(1000);

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
      names = "--rounds",
      paramLabel = "N",
      description = "how often rates are measured in turn, for a median (default: 3)")
  private int rounds = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description =
          "seconds of settling before anything counts: Java compiles broker, Flink and job for"
              + " about two minutes (default: ${DEFAULT-VALUE})")
  private int warmUpSeconds = 60;

  @Option(
      names = "--state",
      paramLabel = "KIND",
      description = "where accounts are kept: rocksdb or hashmap (default: ${DEFAULT-VALUE})")
  private String state = "rocksdb";

  @Option(
      names = "--checkpoint-interval",
      split = ",",
      paramLabel = "MS",
      description =
          "milliseconds between checkpoints, the final lane's pace; of more numbers, latencies at"
              + " half of saturation are compared (default: 1000)")
  private List<Long> intervals =
      List.of(SettlementOptions.defaults().checkpointInterval().toMillis());

  @Option(
      names = "--kills",
      paramLabel = "N",
      description =
          "also kill so many TaskManagers of a cluster under load, and tell how long it takes to"
              + " the next receipt (default: 0)")
  private int kills;

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

  @Option(
      names = "--from",
      paramLabel = "JSON",
      description = "measure nothing, and tell again what an earlier run printed with --json")
  private Path from;

  @Mixin private BenchOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (from != null) {
      tell(new SettleReport(earlier(), List.of()));
      return Quittance.OK;
    }
    BenchWorkload.require(spec, accounts, transfers, rounds, warmUpSeconds);
    percents.forEach(percent -> options.requireWithin("percentage", percent, 1, 1000));
    options.requireWithin("number of kills", kills, 0, MAX_KILLS);
    SettlementOptions settlement = settlement();
    SettleResult result = measure(settlement);
    tell(new SettleReport(result, recovery(settlement, result.saturation())));
    return Quittance.OK;
  }

  private SettleResult measure(SettlementOptions settlement) throws Exception {
    SettleBenchmark.Plan plan =
        new SettleBenchmark.Plan(
            percents,
            options.seconds(),
            rounds,
            Duration.ofSeconds(warmUpSeconds),
            settlement,
            intervals.stream().skip(1).map(Duration::ofMillis).toList());
    ProgressDisplay progress = options.progress();
    SettleBenchmark benchmark;
    try (ProgressDisplay.Task task =
        progress.start("Proving transfers", Math.multiplyExact(accounts.size(), transfers))) {
      benchmark = SettleBenchmark.in(BenchWorkload.kept(), accounts, transfers, plan, task::step);
    }
    try (ProgressDisplay.Task task = progress.start("Measuring", benchmark.steps())) {
      return benchmark.run(task::step);
    }
  }

  private List<RecoveryBenchmark.Kill> recovery(SettlementOptions settlement, double saturation)
      throws Exception {
    if (kills == 0) {
      return List.of();
    }
    double rate = Math.min(KILL_LOAD * saturation, (double) transfers / (kills * SECONDS_PER_KILL));
    RecoveryBenchmark benchmark =
        RecoveryBenchmark.in(
            BenchWorkload.kept(),
            accounts.get(0),
            transfers,
            new RecoveryBenchmark.Plan(kills, CALM, rate, settlement),
            () -> {});
    try (ProgressDisplay.Task task = options.progress().start("Killing", kills)) {
      return benchmark.run(task::step);
    }
  }

  private SettleResult earlier() {
    try {
      return SettleReport.read(from);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), from + " is no report of bench settle: " + e.getMessage(), e);
    }
  }

  private SettlementOptions settlement() {
    try {
      return SettlementOptions.defaults()
          .withParallelism(parallelism)
          .withBatch(batch, Duration.ofMillis(batchWaitMillis))
          .withCheckpointInterval(Duration.ofMillis(intervals.get(0)))
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

  private void tell(SettleReport report) throws IOException {
    if (picture != null) {
      LatencyChart.write(report.result(), picture);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!options.json()) {
      report.print(out);
      return;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "settle");
    json.put("unit", "transfers per second on the clock; CPU microseconds; milliseconds");
    json.put("transfers", transfers);
    json.put("rounds", rounds);
    json.put("warmUpSeconds", warmUpSeconds);
    json.put("state", state);
    json.put("checkpointMillis", intervals.get(0));
    json.put("parallelism", parallelism);
    json.put("batch", batch);
    json.put("batchWaitMillis", batchWaitMillis);
    report.addTo(json);
    options.printJson(out, json);
  }
}
