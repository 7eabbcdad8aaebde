package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.trials.bench.Forgery;
import io.quittance.trials.bench.ProvedTransfers;
import io.quittance.trials.bench.TimeShares;
import io.quittance.trials.bench.VerifyBenchmark;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the verification of transfers. */
@Command(
    name = "verify",
    description = {
      "Complete transfers (three proofs) that one core verifies in a second, by batch size, as a"
          + " ratio to the plain way measured in the same rounds; then where the time goes.",
      "Plain is: " + VerifyBenchmark.PLAIN + "."
    },
    mixinStandardHelpOptions = true)
final class BenchVerifyCommand implements Callable<Integer> {
  private static final int MAX_BATCH = 4096;
  private static final int MIN_TRANSFERS = 32;

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      description = "batch sizes (default: 1,8,64,256)")
  private List<Integer> batches = List.of(1, 8, 64, 256);

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "threads that verify, each batches of its own (default: 1)")
  private int threads = 1;

  @Option(
      names = "--bad-percent",
      paramLabel = "P",
      description = "measure each batch size also with P percent of forged transfers (default: 0)")
  private int badPercent;

  @Option(
      names = "--forgery",
      paramLabel = "KIND",
      description =
          "what is forged: range, equality or validity (a scalar that only the multiplication"
              + " finds; range costs most), swapped, undecodable, mixed (default: range)")
  private String forgery = "range";

  @Option(
      names = "--advice",
      description = "measure each batch size also with decoding advice beside the proofs")
  private boolean advice;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "decides which transfers are forged (default: random, and printed)")
  private long seed = ThreadLocalRandom.current().nextLong(1_000_000);

  @Mixin private BenchOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    for (int batch : batches) {
      options.requireWithin("batch size", batch, 1, MAX_BATCH);
    }
    options.requireWithin("number of threads", threads, 1, 256);
    options.requireWithin("percentage of forged transfers", badPercent, 0, 100);
    VerifyBenchmark.Plan plan =
        new VerifyBenchmark.Plan(
            batches, threads, badPercent, advice, forgery(), seed, options.seconds());
    ProgressDisplay progress = options.progress();
    int count = Math.max(MIN_TRANSFERS, Collections.max(batches));
    List<ProvedTransfers.Proofs> transfers;
    try (ProgressDisplay.Task task = progress.start("Proving transfers", count)) {
      transfers = new ProvedTransfers().prove(count, done -> task.step());
    }
    VerifyBenchmark benchmark = new VerifyBenchmark(transfers, plan);
    List<VerifyBenchmark.Result> results;
    try (ProgressDisplay.Task task = progress.start("Measuring", benchmark.steps())) {
      results = benchmark.run(task::step);
    }
    report(plan, results, benchmark.shares());
    return Quittance.OK;
  }

  private Forgery forgery() {
    try {
      return Forgery.valueOf(forgery.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String kinds =
          Arrays.stream(Forgery.values())
              .map(kind -> kind.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      throw new ParameterException(
          spec.commandLine(), "the forgery must be one of " + kinds + ", not " + forgery, e);
    }
  }

  private void report(
      VerifyBenchmark.Plan plan, List<VerifyBenchmark.Result> results, TimeShares shares)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("benchmark", "verify");
      report.put("unit", "complete transfers per second of CPU time on one core");
      report.put("plain", VerifyBenchmark.PLAIN);
      report.put("plan", plan);
      report.put("results", results);
      report.put("timeShares", shares);
      options.printJson(out, report);
      return;
    }
    out.println(table(plan, results));
    out.println("The plain way is " + VerifyBenchmark.PLAIN + ".");
    if (plan.badPercent() > 0) {
      out.println("Forged: " + forgery + ", at places that --seed " + seed + " gives.");
    }
    out.println("Where the time of a batch of " + shares.batch() + " goes:");
    for (TimeShares.Stage stage : TimeShares.Stage.values()) {
      out.println(BenchOptions.number("%5.1f%%  ", 100 * shares.shares().get(stage)) + stage);
    }
  }

  private static String table(VerifyBenchmark.Plan plan, List<VerifyBenchmark.Result> results) {
    BenchOptions.Table<VerifyBenchmark.Result> table = new BenchOptions.Table<>();
    table.text("batch", result -> result.batch() == 0 ? "plain" : "" + result.batch());
    table.column("forged %", "%.0f", VerifyBenchmark.Result::badPercent);
    if (plan.advice()) {
      table.text("advice", result -> result.advice() ? "yes" : "no");
    }
    table.column("transfers/s, one core", "%,.0f", VerifyBenchmark.Result::transfersPerSecond);
    table.column("µs per transfer", "%,.0f", VerifyBenchmark.Result::microsPerTransfer);
    table.column("times plain", "%.2f", VerifyBenchmark.Result::timesPlain);
    if (plan.badPercent() > 0) {
      table.column("of clean", "%.2f", VerifyBenchmark.Result::shareOfClean);
    }
    if (plan.threads() > 1) {
      table.column(
          "transfers/s, " + plan.threads() + " threads",
          "%,.0f",
          VerifyBenchmark.Result::transfersPerSecondOfAll);
    }
    return table.of(results);
  }
}
