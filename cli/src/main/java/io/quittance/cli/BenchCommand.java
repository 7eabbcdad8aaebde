package io.quittance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks. */
@Command(
    name = "bench",
    description = "Measures how fast things are on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchVerifyCommand.class,
      BenchSettleCommand.class,
      BenchProfileCommand.class,
      BenchChainCommand.class,
      BenchProveCommand.class,
      BenchSignaturesCommand.class,
      BenchTimingCommand.class,
      BenchWalletCommand.class,
      BenchMicroCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to measure: bench verify, bench settle, bench profile, bench chain,"
            + " bench prove, bench signatures, bench timing, bench wallet or bench micro.");
  }
}
