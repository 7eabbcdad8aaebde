package io.quittance.cli;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.stack.StackConfiguration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what is set. */
@Command(
    name = "config",
    description =
        "Prints every setting with its meaning, default and value, as a file to start with.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigurationOption configuration;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    OperatorConfiguration configured = configuration.read();
    StackConfiguration.of(configured);
    spec.commandLine().getOut().print(configured.describe());
    spec.commandLine().getOut().flush();
    return Quittance.OK;
  }
}
