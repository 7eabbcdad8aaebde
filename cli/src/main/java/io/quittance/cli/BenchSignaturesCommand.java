package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.trials.bench.SignatureBenchmark;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the verification of signatures, with garbage among them. */
@Command(
    name = "signatures",
    description = {
      "CPU time of a record's signature on one core: verified alone, in a batch of good ones, and"
          + " in a batch with garbage that anybody can send, in the same rounds.",
      "Where there is no vector unit, each is verified alone in a batch, too."
    },
    mixinStandardHelpOptions = true)
final class BenchSignaturesCommand implements Callable<Integer> {
  @Option(names = "--batch", paramLabel = "N", description = "signatures in a batch (default: 256)")
  private int batch = 256;

  @Option(
      names = "--bad-percent",
      paramLabel = "P",
      description = "how many of a hundred are garbage (default: 25)")
  private int badPercent = 25;

  @Mixin private BenchOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    options.requireWithin("batch size", batch, 1, 4096);
    options.requireWithin("percentage of garbage", badPercent, 0, 100);
    double seconds = options.seconds();
    ProgressDisplay progress = options.progress();
    SignatureBenchmark benchmark = new SignatureBenchmark(batch, badPercent);
    List<SignatureBenchmark.Result> results;
    try (ProgressDisplay.Task task = progress.start("Measuring", benchmark.steps())) {
      results = benchmark.run(seconds, task::step);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("benchmark", "signatures");
      report.put("unit", "microseconds of CPU time on one core");
      report.put("results", results);
      options.printJson(out, report);
      return Quittance.OK;
    }
    BenchOptions.Table<SignatureBenchmark.Result> table = new BenchOptions.Table<>();
    table.text("batch", result -> result.batch() == 0 ? "alone" : "" + result.batch());
    table.column("garbage %", "%.0f", SignatureBenchmark.Result::badPercent);
    table.column("µs per record", "%.1f", SignatureBenchmark.Result::microsPerRecord);
    table.column("times clean batch", "%.2f", SignatureBenchmark.Result::timesClean);
    out.println(table.of(results));
    return Quittance.OK;
  }
}
