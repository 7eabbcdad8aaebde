package io.quittance.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.quittance.simulation.model.Counts;
import io.quittance.simulation.model.Finding;
import io.quittance.simulation.model.Model;
import io.quittance.simulation.model.Variant;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches the model of the design with one log, and each broken variant of it. */
@Command(
    name = "model",
    description = {
      "Searches the executable model of the coming design with one log (docs/MODEL.md) at random:"
          + " partitions of a journal, an instance or two of the job, crashes, zombies, forgers,"
          + " lost transactions, a broker that loses what it showed, another build.",
      "",
      "The design itself, and what holds besides, must break no promise in all seeds. Each variant"
          + " that leaves a rule out must be found. The same seed does the same again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ModelCommand implements Callable<Integer> {
  private static final long MOST_SEEDS = 1_000_000_000L;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many seeds to try for each variant (default: ${DEFAULT-VALUE})")
  private long seeds = 1000;

  @Option(
      names = "--from",
      paramLabel = "S",
      description = "the first of the seeds (default: ${DEFAULT-VALUE})")
  private long from = 1;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "only this design, and what happens in the shortest schedule that breaks it")
  private Variant only;

  @Option(names = "--seed", paramLabel = "S", description = "only this seed; with --variant")
  private Long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (seed != null && only == null) {
      throw new ParameterException(
          spec.commandLine(), "--seed needs --variant: give the name of a design");
    }
    BenchOptions.requireWithin(spec, "number of seeds", seeds, 1, MOST_SEEDS);
    return only == null ? all() : one();
  }

  private int one() {
    PrintWriter out = spec.commandLine().getOut();
    Counts counts = Model.counts();
    long first = seed == null ? from : seed;
    Optional<Finding> found = Model.search(only, first, seed == null ? seeds : 1, counts);
    if (found.isPresent()) {
      Finding shortest = Model.shrink(found.get());
      out.printf(
          Locale.ROOT,
          "%s (%s): %s, with seed %d.%n",
          only,
          only.sentence(),
          shortest.check().broken(),
          found.get().seed());
      out.printf(Locale.ROOT, "The shortest schedule, %d lines:%n", shortest.story().size());
      shortest.story().forEach(line -> out.println("  " + line));
      out.println("  " + shortest.sentence() + ".");
    } else {
      out.printf("%s (%s): no promise is broken.%n", only, only.sentence());
    }
    out.println("In all, " + counts + ".");
    out.flush();
    return found.isPresent() == only.holds() && seed == null ? Quittance.FAILED : Quittance.OK;
  }

  private int all() {
    List<String[]> rows = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    Counts counts = Model.counts();
    for (Variant variant : Variant.values()) {
      Optional<Finding> found = Model.search(variant, from, seeds, counts);
      if (found.isEmpty() && !variant.holds()) {
        // Some are rare: each has a seed of its own.
        found = Model.search(variant, variant.seed(), 1, counts);
      }
      if (found.isPresent() == variant.holds()) {
        wrong.add(variant.name());
      }
      rows.add(row(variant, found));
    }
    PrintWriter out = spec.commandLine().getOut();
    Column[] columns =
        new Column[] {
          left("design"),
          left("rule"),
          left("what is done otherwise"),
          left("broken"),
          left("seed"),
          left("shortest")
        };
    out.println(
        AsciiTable.getTable(
            AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, rows.toArray(new String[0][])));
    out.println("In all, " + counts + ".");
    out.println(
        wrong.isEmpty()
            ? "What holds was not broken, and what is broken was found."
            : "Not as it must be: " + String.join(", ", wrong) + ".");
    out.flush();
    return wrong.isEmpty() ? Quittance.OK : Quittance.FAILED;
  }

  private static Column left(String header) {
    return new Column().header(header).dataAlign(HorizontalAlign.LEFT);
  }

  private static String[] row(Variant variant, Optional<Finding> found) {
    String rule = variant.rule() == 0 ? "all" : Integer.toString(variant.rule());
    if (found.isEmpty()) {
      return new String[] {variant.name(), rule, variant.sentence(), "no", "", ""};
    }
    Finding shortest = Model.shrink(found.get());
    return new String[] {
      variant.name(),
      rule,
      variant.sentence(),
      shortest.check().broken(),
      Long.toString(found.get().seed()),
      shortest.story().size() + " lines"
    };
  }
}
