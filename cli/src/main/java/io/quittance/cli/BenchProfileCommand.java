package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.trials.bench.CpuShares;
import io.quittance.trials.bench.CpuShares.Share;
import io.quittance.trials.bench.ProfileBenchmark;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows where the processors' time goes. */
@Command(
    name = "profile",
    description = {
      "Shows who has the processors' time while broker, job and load generator settle as fast as"
          + " they can in this process, and draws a flame graph of it.",
      "Transfers are those of './quittance bench settle', kept in the home's directory bench."
    },
    mixinStandardHelpOptions = true)
final class BenchProfileCommand implements Callable<Integer> {
  private static final int SHOWN_THREADS = 12;
  private static final double PERCENT = 100;

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
      names = "--rounds",
      paramLabel = "N",
      description = "how often they are settled and looked at (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "seconds of settling before (default: ${DEFAULT-VALUE})")
  private int warmUpSeconds = 120;

  @Option(
      names = "--flame-graph",
      paramLabel = "FILE",
      description = "the page that is drawn (default: ${DEFAULT-VALUE})")
  private Path flameGraph = Path.of("quittance-profile.html");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    BenchWorkload.require(spec, List.of(accounts), transfers, rounds, warmUpSeconds);
    requireWritable();
    print(measure());
    return Quittance.OK;
  }

  /** Sooner than after minutes of measuring; and the profiler takes a comma for its own. */
  private void requireWritable() {
    Path file = flameGraph.toAbsolutePath();
    Path place = Files.exists(file) ? file : file.getParent();
    if (file.toString().contains(",") || Files.isDirectory(file) || !Files.isWritable(place)) {
      throw new ParameterException(
          spec.commandLine(),
          "--flame-graph " + file + " cannot be written: name a file, without a comma.");
    }
  }

  private ProfileBenchmark.Result measure() throws Exception {
    ProfileBenchmark.Plan plan =
        new ProfileBenchmark.Plan(
            Duration.ofSeconds(warmUpSeconds),
            rounds,
            SettlementOptions.defaults(),
            flameGraph.toAbsolutePath());
    ProgressDisplay progress = new ProgressDisplay(Terminal.err(), Terminal.isTerminal());
    ProfileBenchmark benchmark;
    try (ProgressDisplay.Task task = progress.start("Proving transfers", transfers)) {
      benchmark = ProfileBenchmark.in(BenchWorkload.kept(), accounts, transfers, plan, task::step);
    }
    try (ProgressDisplay.Task task = progress.start("Looking", 1 + rounds)) {
      return benchmark.run(task::step);
    }
  }

  private void print(ProfileBenchmark.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,.0f transfers/s, %,.0f us of processor time each, looked at %,d times%n",
        result.perSecond(), result.cpuMicros(), result.shares().samples());
    CpuShares shares = result.shares();
    out.println(
        table(
            "work",
            Stream.of(CpuShares.Part.values())
                .map(part -> new Share(part.toString(), shares.parts().get(part)))
                .toList(),
            result));
    out.println(table("threads", shares.threads().stream().limit(SHOWN_THREADS).toList(), result));
    out.println("Flame graph: " + flameGraph);
  }

  private static String table(String of, List<Share> shares, ProfileBenchmark.Result result) {
    BenchOptions.Table<Share> table = new BenchOptions.Table<>();
    table.text(of, Share::name);
    table.column("share", "%.1f%%", share -> share.part() * PERCENT);
    table.column("us a transfer", "%,.0f", share -> share.part() * result.cpuMicros());
    return table.of(shares);
  }
}
