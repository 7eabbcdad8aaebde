package io.quittance.cli;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.network.QuittanceException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which configuration a command reads. */
final class ConfigurationOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "configuration in YAML (default: $QUITTANCE_CONFIG, else quittance.yaml in"
              + " $QUITTANCE_HOME where there is one); './quittance config' prints one to start"
              + " with")
  private Path file;

  OperatorConfiguration read() throws QuittanceException {
    return OperatorConfiguration.load(Optional.ofNullable(file), System.getenv());
  }
}
