package io.quittance.fuzz;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.quittance.network.file.QuittanceHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The long way of fuzzing: guided by coverage, for as long as one has time. */
@Command(
    name = "fuzz",
    description = {
      "Feeds hostile input to every parser and verifier, guided by what code it reaches.",
      "Exit status 0 if nothing was found, 1 if something was. What was learned is kept in"
          + " $QUITTANCE_HOME/fuzz, so that the next run goes on from there."
    },
    mixinStandardHelpOptions = true)
public final class FuzzCommand implements Callable<Integer> {
  private static final int FOUND = 1;
  private static final int USAGE = 2;
  private static final int LEAST_SECONDS = 5;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "how long in all, shared out among the targets")
  private Double minutes;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "only this target; can be given several times")
  private List<String> names = List.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "how many targets are fuzzed at a time (default: ${DEFAULT-VALUE})")
  private int jobs;

  @Option(names = "--list", description = "list the targets and do nothing else")
  private boolean list;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "feed this one input to the one --target again")
  private Path replay;

  @Spec private CommandSpec spec;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(new CommandLine(new FuzzCommand()), arguments));
  }

  static int run(CommandLine command, String... arguments) {
    return command
        .setParameterExceptionHandler(
            (mistake, ignored) -> {
              command.getErr().println("quittance: " + mistake.getMessage());
              command.getErr().println("Try './quittance fuzz --help'.");
              return USAGE;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws Exception {
    List<FuzzTarget> targets = targets();
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      targets.forEach(target -> out.println(target.name()));
      return 0;
    }
    if (replay != null) {
      return replay(targets, out);
    }
    if (minutes == null) {
      throw wrong("--minutes says how long to fuzz, such as --minutes 15.");
    }
    if (jobs < 1 || jobs > targets.size()) {
      throw wrong("--jobs must be 1 to " + targets.size() + " here, not " + jobs + ".");
    }
    long seconds = Math.round(minutes * 60 * jobs / targets.size());
    if (seconds < LEAST_SECONDS) {
      throw wrong(
          "--minutes must give each of the "
              + targets.size()
              + " targets "
              + LEAST_SECONDS
              + " seconds at least.");
    }
    if (!Campaign.isPossible()) {
      throw wrong("Jazzer has no native code for this platform; ./quittance test fuzzes without.");
    }
    return report(fuzz(targets, seconds, out), out);
  }

  private List<FuzzTarget> targets() {
    List<FuzzTarget> targets = new ArrayList<>();
    for (String name : names) {
      targets.add(
          FuzzTargets.find(name)
              .orElseThrow(
                  () ->
                      wrong("There is no target " + name + "; ./quittance fuzz --list has all.")));
    }
    return targets.isEmpty() ? FuzzTargets.all() : targets;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int replay(List<FuzzTarget> targets, PrintWriter out) throws Exception {
    if (names.size() != 1) {
      throw wrong("--replay needs the one --target that the input is for.");
    }
    try {
      Campaign.replay(targets.get(0), replay);
    } catch (IOException unreadable) {
      throw wrong(unreadable.getMessage());
    } catch (Exception | Error finding) {
      finding.printStackTrace(out);
      out.println(names.get(0) + " still has this finding.");
      return FOUND;
    }
    out.println(names.get(0) + " takes this input as it should.");
    return 0;
  }

  private List<CampaignResult> fuzz(List<FuzzTarget> targets, long seconds, PrintWriter out)
      throws Exception {
    Path directory = QuittanceHome.of(System.getenv()).directory().resolve("fuzz");
    Campaign campaign = new Campaign(directory.toAbsolutePath());
    out.println(
        "Targets: "
            + targets.size()
            + ", "
            + seconds
            + " seconds each; logs in "
            + directory
            + "/logs");
    out.flush();
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<CampaignResult>> running = new ArrayList<>();
      for (FuzzTarget target : targets) {
        running.add(pool.submit(() -> campaign.run(target, seconds)));
      }
      List<CampaignResult> results = new ArrayList<>();
      for (Future<CampaignResult> one : running) {
        CampaignResult result = one.get();
        results.add(result);
        out.println(
            result.target() + ": " + result.failure().orElse(result.executions() + " inputs"));
        out.flush();
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static int report(List<CampaignResult> results, PrintWriter out) {
    out.println(
        AsciiTable.getTable(
            AsciiTable.NO_BORDERS,
            results,
            List.of(
                new Column()
                    .header("target")
                    .dataAlign(HorizontalAlign.LEFT)
                    .with(CampaignResult::target),
                number("executions", r -> r.executions()),
                number("per second", r -> r.executionsPerSecond()),
                number("new inputs", r -> r.newInputs()),
                number("findings", r -> r.failure().isPresent() ? 1 : 0))));
    boolean found = false;
    for (CampaignResult result : results) {
      if (result.failure().isPresent()) {
        found = true;
        out.println(result.target() + ": " + result.failure().get());
        result
            .reproducer()
            .ifPresent(
                input ->
                    out.println(
                        "  input "
                            + input
                            + "\n  again with: ./quittance fuzz --target "
                            + result.target()
                            + " --replay "
                            + input));
      }
    }
    out.flush();
    return found ? FOUND : 0;
  }

  private static ColumnData<CampaignResult> number(
      String header, ToLongFunction<CampaignResult> value) {
    return new Column()
        .header(header)
        .dataAlign(HorizontalAlign.RIGHT)
        .with(result -> Long.toString(value.applyAsLong(result)));
  }
}
