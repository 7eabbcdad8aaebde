package io.quittance.cli;

import io.quittance.stack.local.LocalStackOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ports of a local stack. */
final class StackPorts {
  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "port of the broker, another if taken (default: the configuration's)")
  private Integer kafka;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      description = "port of Flink's web UI, another if taken (default: the configuration's)")
  private Integer web;

  @Option(
      names = "--prometheus-port",
      paramLabel = "PORT",
      description = "port of the metrics, another if taken (default: the configuration's)")
  private Integer prometheus;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Sets the ports that were given; the others stay as they are. */
  LocalStackOptions apply(LocalStackOptions options) {
    try {
      if (kafka != null) {
        options.kafkaPort(kafka);
      }
      if (web != null) {
        options.webPort(web);
      }
      if (prometheus != null) {
        options.prometheusPort(prometheus);
      }
      return options;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
