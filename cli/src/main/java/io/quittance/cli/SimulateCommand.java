package io.quittance.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.quittance.simulation.Failure;
import io.quittance.simulation.Feature;
import io.quittance.simulation.Interleaving;
import io.quittance.simulation.Outcome;
import io.quittance.simulation.Shrinking;
import io.quittance.simulation.Simulation;
import io.quittance.simulation.SimulationOptions;
import io.quittance.simulation.SimulationReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the job's operators in deterministic simulations and checks every promise. */
@Command(
    name = "simulate",
    description = {
      "Runs the settlement job against random hostile wallets, crashes and restores, on one thread,"
          + " and checks after each step that every promise holds; the same seed does the same"
          + " again.",
      "",
      "Real: the graph that SettlementJob defines, its operators in Flink's own harnesses, their"
          + " state and its serializers, the ledger, all arithmetic on balances, all signatures.",
      "Played: Kafka (topics, transactions, clock), the network between tasks, the checkpoint"
          + " coordinator and Flink's Kafka sources and sinks.",
      "With --proofs played, the default, a stand-in makes and judges zero-knowledge proofs: their"
          + " contexts are real, in the place of the proof is a mark that only true statements get,"
          + " and blindings are short. With --proofs real all of that is real and some ten times"
          + " slower.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--seed", paramLabel = "S", description = "the seed (default: 1)")
  private Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description = "several seeds, the last one included, until one fails")
  private String seeds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "steps with each seed (default: ${DEFAULT-VALUE})")
  private int steps = 2000;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "how many accounts (default: 2 to 6, as the seed decides)")
  private int accounts;

  @Option(
      names = "--proofs",
      paramLabel = "WHO",
      description = "who makes and judges proofs: ${COMPLETION-CANDIDATES} (default: PLAYED)")
  private SimulationOptions.Proofs proofs = SimulationOptions.Proofs.PLAYED;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "WHAT",
      description = "what must not happen: ${COMPLETION-CANDIDATES}")
  private List<Feature> without = List.of();

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "WHAT",
      description =
          "what may happen besides: HOLES, transactions that Kafka loses before their" + " commit")
  private List<Feature> with = List.of();

  @Option(
      names = "--interleavings",
      paramLabel = "A..B",
      description =
          "read the logs that the seed leaves again in other orders, and compare all that"
              + " comes of them")
  private String interleavings;

  @Option(names = "--no-shrink", description = "do not look for a simpler failure")
  private boolean noShrink;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    long[] range = seeds == null ? only(seed == null ? 1 : seed) : range("--seeds", seeds);
    if (seed != null && seeds != null) {
      throw new ParameterException(spec.commandLine(), "give either --seed or --seeds, not both");
    }
    SimulationOptions options = options(range[0]);
    if (interleavings != null) {
      return interleave(options, range("--interleavings", interleavings));
    }
    SimulationReport total = SimulationReport.NOTHING;
    try (ProgressBar progress = progress(range[1] - range[0] + 1)) {
      for (long next = range[0]; next <= range[1]; next++) {
        Simulation.Result result = Simulation.run(options.withSeed(next));
        total = total.plus(result.report());
        if (result.failure().isPresent()) {
          explain(result.failure().get());
          return Quittance.FAILED;
        }
        if (progress != null) {
          progress.step();
        }
      }
    }
    table(total);
    return Quittance.OK;
  }

  private SimulationOptions options(long first) {
    try {
      SimulationOptions options =
          SimulationOptions.of(first, steps).withAccounts(accounts).withProofs(proofs);
      for (Feature feature : with) {
        options = options.with(feature);
      }
      for (Feature feature : without) {
        options = options.without(feature);
      }
      return options;
    } catch (IllegalArgumentException mistake) {
      throw new ParameterException(spec.commandLine(), mistake.getMessage());
    }
  }

  private static long[] only(long number) {
    return new long[] {number, number};
  }

  /** Returns the first number and the last. */
  private long[] range(String option, String text) {
    if (!text.matches("\\d{1,15}\\.\\.\\d{1,15}")) {
      throw new ParameterException(
          spec.commandLine(), option + " must be two numbers, as in 1..100, not " + text);
    }
    String[] ends = text.split("\\.\\.");
    return new long[] {Long.parseLong(ends[0]), Long.parseLong(ends[1])};
  }

  /** Compares the first order in which the logs can be read with all the others. */
  private int interleave(SimulationOptions options, long[] range) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Interleaving.Logs logs = Interleaving.Logs.of(options);
    Outcome expected = Interleaving.of(logs, 0);
    for (long next = range[0]; next <= range[1]; next++) {
      String difference = Interleaving.of(logs, next).differenceFrom(expected);
      if (!difference.isEmpty()) {
        out.printf("In interleaving %d %s.%n", next, difference);
        out.printf("To see it again: %s --interleavings %d..%d%n", command(options), next, next);
        out.flush();
        return Quittance.FAILED;
      }
    }
    out.printf(
        Locale.ROOT,
        "%,d interleavings of the logs of seed %d came to the same: %,d settled events, %,d"
            + " rejections, state %s.%n",
        range[1] - range[0] + 1,
        options.seed(),
        expected.settled().size(),
        expected.rejections().size(),
        expected.stateDigest());
    out.flush();
    return Quittance.OK;
  }

  private static ProgressBar progress(long most) {
    return !Terminal.isTerminal() || most < 2
        ? null
        : new ProgressBarBuilder()
            .setTaskName("simulate")
            .setInitialMax(most)
            .setStyle(ProgressBarStyle.ASCII)
            .build();
  }

  private void explain(Failure found) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    print(out, "A promise is broken", found);
    if (!noShrink) {
      Failure simplest = Shrinking.shrink(found);
      if (simplest != found) {
        out.println();
        print(out, "A simpler failure", simplest);
      }
    }
    out.flush();
  }

  private static void print(PrintWriter out, String title, Failure failure) {
    SimulationOptions options = failure.options();
    out.printf(
        Locale.ROOT,
        "%s: seed %d, step %,d: %s.%n",
        title,
        options.seed(),
        options.steps(),
        failure.sentence());
    failure.lastSteps().forEach(step -> out.println("  " + step));
    out.println("To see it again: " + command(options));
  }

  /** Returns the command that repeats a simulation. */
  static String command(SimulationOptions options) {
    SimulationOptions usual = SimulationOptions.of(options.seed(), options.steps());
    TreeSet<Feature> fewer = new TreeSet<>(usual.features());
    fewer.removeAll(options.features());
    TreeSet<Feature> more = new TreeSet<>(options.features());
    more.removeAll(usual.features());
    return String.format(
        Locale.ROOT,
        "./quittance simulate --seed %d --steps %d%s%s%s%s",
        options.seed(),
        options.steps(),
        options.accounts() == 0 ? "" : " --accounts " + options.accounts(),
        options.proofs() == SimulationOptions.Proofs.REAL ? " --proofs REAL" : "",
        more.isEmpty() ? "" : " --with " + names(more),
        fewer.isEmpty() ? "" : " --without " + names(fewer));
  }

  private static String names(TreeSet<Feature> features) {
    return features.stream().map(Feature::name).collect(Collectors.joining(","));
  }

  private void table(SimulationReport report) {
    PrintWriter out = spec.commandLine().getOut();
    TreeSet<String> outcomes = new TreeSet<>();
    report.verdicts().values().forEach(counts -> outcomes.addAll(counts.keySet()));
    List<String> header = new ArrayList<>(List.of("command"));
    header.addAll(outcomes);
    List<String[]> rows = new ArrayList<>();
    for (Map.Entry<String, Map<String, Long>> kind : report.verdicts().entrySet()) {
      List<String> row = new ArrayList<>(List.of(kind.getKey()));
      outcomes.forEach(outcome -> row.add(number(kind.getValue().getOrDefault(outcome, 0L))));
      rows.add(row.toArray(new String[0]));
    }
    out.println(grid(header.toArray(new String[0]), rows));
    List<String[]> codes = new ArrayList<>();
    report.rejections().forEach((code, count) -> codes.add(new String[] {code, number(count)}));
    out.println(grid(new String[] {"rejected for", "commands"}, codes));
    out.printf(
        Locale.ROOT,
        "%,d steps, %,d checkpoints, %,d restores, %,d of them from an older checkpoint, %,d"
            + " transactions lost, %,d comparisons.%nEvery promise held after every step.%n",
        report.steps(),
        report.checkpoints(),
        report.restores(),
        report.olderRestores(),
        report.holes(),
        report.comparisons());
    out.flush();
  }

  private static String grid(String[] header, List<String[]> rows) {
    Column[] columns = new Column[header.length];
    for (int i = 0; i < header.length; i++) {
      columns[i] =
          new Column()
              .header(header[i])
              .dataAlign(i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT);
    }
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, rows.toArray(new String[0][]));
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
