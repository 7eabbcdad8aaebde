package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.trials.bench.ChainBenchmark;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast received money can be spent again. */
@Command(
    name = "chain",
    description = {
      "Hands one coin on through many accounts, on a ledger in this process: whoever is told that he"
          + " has it proves, signs and pays it to the next one at once.",
      "A hop is from one payee's receipt to the next one's. No checkpoint is on its way: try"
          + " --checkpoint-seconds 10."
    },
    mixinStandardHelpOptions = true)
final class BenchChainCommand implements Callable<Integer> {
  private static final int MOST_HOPS = 100_000;
  private static final double MICROS_PER_MILLI = 1e3;

  @Option(
      names = "--hops",
      paramLabel = "N",
      description = "hops that are measured (default: ${DEFAULT-VALUE})")
  private int hops = 100;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "hops before them, while Java compiles (default: ${DEFAULT-VALUE})")
  private int warmUp = 300;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      description = "time between checkpoints (default: ${DEFAULT-VALUE})")
  private int checkpointSeconds = 1;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    BenchOptions.requireWithin(spec, "number of hops", hops, 1, MOST_HOPS);
    BenchOptions.requireWithin(spec, "number of hops to warm up", warmUp, 0, MOST_HOPS);
    long most = SettlementOptions.MAX_CHECKPOINT_INTERVAL.toSeconds() - 1;
    BenchOptions.requireWithin(
        spec, "number of seconds between checkpoints", checkpointSeconds, 1, most);
    SettlementOptions settlement =
        SettlementOptions.defaults().withCheckpointInterval(Duration.ofSeconds(checkpointSeconds));
    ChainBenchmark.Result result;
    try (ProgressDisplay.Task task =
        new ProgressDisplay(Terminal.err(), Terminal.isTerminal())
            .start("Handing on", hops + warmUp)) {
      result = new ChainBenchmark(settlement, hops, warmUp).run(task::step);
    }
    PrintWriter out = spec.commandLine().getOut();
    BenchOptions.Table<Row> table = new BenchOptions.Table<>();
    table.text("milliseconds", Row::name);
    table.column("median", "%.1f", row -> row.millis(50));
    table.column("99%", "%.1f", row -> row.millis(99));
    table.column("most", "%.1f", row -> row.millis(100));
    out.println(
        table.of(
            List.of(
                new Row("a hop, from receipt to receipt", result.hop()),
                new Row("of that the wallet: decrypt, prove, sign", result.proving()))));
    return Quittance.OK;
  }

  private record Row(String name, Histogram micros) {
    double millis(double percentile) {
      return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
  }
}
