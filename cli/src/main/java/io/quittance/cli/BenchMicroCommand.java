package io.quittance.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the microbenchmarks, which the launcher runs: they live beside the verifier's tests. */
@Command(
    name = "micro",
    description = {
      "JMH benchmarks of the verifier's parts: field, decoding and multiplication of points (in"
          + " scalar code and on a vector unit, with advice and without), Keccak, transfers,"
          + " proving.",
      "Everything after 'micro' goes to JMH: a regular expression that picks benchmarks, and"
          + " options such as -f 1 -wi 2 -i 3, -p points=64,512, -p unit=lanes, -rf json. All of them take about twenty"
          + " minutes."
    },
    mixinStandardHelpOptions = true)
final class BenchMicroCommand implements Callable<Integer> {
  @Parameters(paramLabel = "JMH", arity = "0..*", description = "regular expression and options")
  private List<String> arguments = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "the microbenchmarks are built by the launcher: run ./quittance bench micro "
            + String.join(" ", arguments));
  }
}
