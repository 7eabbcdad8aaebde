package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.trials.bench.ProveBenchmark;
import io.quittance.trials.bench.ProvedTransfers;
import io.quittance.trials.bench.VerifyBenchmark;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the proving of a transfer. */
@Command(
    name = "prove",
    description = {
      "CPU time of the three proofs of a transfer on one core, and as a ratio to the plain"
          + " verification of a transfer measured in the same rounds.",
      "Plain is: " + VerifyBenchmark.PLAIN + "."
    },
    mixinStandardHelpOptions = true)
final class BenchProveCommand implements Callable<Integer> {
  private static final int VERIFIED = 16;

  @Mixin private BenchOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    double seconds = options.seconds();
    ProgressDisplay progress = options.progress();
    ProveBenchmark benchmark = new ProveBenchmark(new ProvedTransfers().prove(VERIFIED, i -> {}));
    List<ProveBenchmark.Result> results;
    try (ProgressDisplay.Task task = progress.start("Measuring", benchmark.steps())) {
      results = benchmark.run(seconds, task::step);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("benchmark", "prove");
      report.put("unit", "milliseconds of CPU time on one core");
      report.put("plain", VerifyBenchmark.PLAIN);
      report.put("results", results);
      options.printJson(out, report);
      return Quittance.OK;
    }
    BenchOptions.Table<ProveBenchmark.Result> table = new BenchOptions.Table<>();
    table.text("proof", ProveBenchmark.Result::name);
    table.column("ms, one core", "%.2f", ProveBenchmark.Result::millis);
    table.column("share", "%.2f", ProveBenchmark.Result::share);
    table.column("times plain verification", "%.2f", ProveBenchmark.Result::timesPlainVerification);
    out.println(table.of(results));
    return Quittance.OK;
  }
}
