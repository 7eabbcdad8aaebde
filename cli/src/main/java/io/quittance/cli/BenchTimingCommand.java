package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.trials.timing.TimingBenchmark;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks for secrets in the time of operations. */
@Command(
    name = "timing",
    description = {
      "Whether the time of operations on secrets differs between one fixed secret and random ones,"
          + " by Welch's t-test, where Java interprets and where each of its compilers is used.",
      "From |t| = 10 on it does, below 4.5 no difference was seen in so many measurements. A"
          + " quiet machine and more seconds see more. Beside them stands an operation of"
          + " variable time, which must differ: else it was measured too briefly.",
      "The exit status is 1 if anything is not as it should be."
    },
    mixinStandardHelpOptions = true)
final class BenchTimingCommand implements Callable<Integer> {
  @Mixin private BenchOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    TimingBenchmark benchmark = new TimingBenchmark(options.seconds());
    ProgressDisplay progress = options.progress();
    List<TimingBenchmark.Result> results;
    try (ProgressDisplay.Task task = progress.start("Measuring", benchmark.steps())) {
      results = benchmark.run(task::step);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("benchmark", "timing");
      report.put("unit", "t of Welch's test, one fixed secret against random ones");
      report.put("results", results);
      options.printJson(out, report);
    } else {
      BenchOptions.Table<TimingBenchmark.Result> table = new BenchOptions.Table<>();
      table.text("executed by", result -> words(result.tier()));
      table.text("operation", TimingBenchmark.Result::operation);
      table.column("measurements", "%,.0f", TimingBenchmark.Result::measurements);
      table.column("t", "%.1f", TimingBenchmark.Result::t);
      table.text("difference", result -> words(result.outcome()));
      out.println(table.of(results));
    }
    return results.stream().allMatch(TimingBenchmark.Result::isExpected)
        ? Quittance.OK
        : Quittance.FAILED;
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
