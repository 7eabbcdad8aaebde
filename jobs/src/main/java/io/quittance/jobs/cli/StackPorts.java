package io.quittance.jobs.cli;

import io.quittance.jobs.local.LocalStackOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ports of a local stack. */
final class StackPorts {
  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "port of the broker, another if taken (default: ${DEFAULT-VALUE})")
  private int kafka = LocalStackOptions.KAFKA_PORT;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      description = "port of Flink's web UI, another if taken (default: ${DEFAULT-VALUE})")
  private int web = LocalStackOptions.WEB_PORT;

  @Option(
      names = "--prometheus-port",
      paramLabel = "PORT",
      description = "port of the metrics, another if taken (default: ${DEFAULT-VALUE})")
  private int prometheus = LocalStackOptions.PROMETHEUS_PORT;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  LocalStackOptions apply(LocalStackOptions options) {
    try {
      return options.kafkaPort(kafka).webPort(web).prometheusPort(prometheus);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
