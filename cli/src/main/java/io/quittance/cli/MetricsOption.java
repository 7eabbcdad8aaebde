package io.quittance.cli;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quittance.stack.metrics.MetricsEndpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a long command tells Prometheus how far it is. */
final class MetricsOption {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "serve Prometheus metrics there, on any free port if 0 (default: none)")
  private Integer port;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Does something, and serves the metrics meanwhile if that was asked for. */
  <T> T serve(PrometheusRegistry registry, Callable<T> work) throws Exception {
    if (port == null) {
      return work.call();
    }
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          command.commandLine(),
          "the metrics' port must be 0 (any free port) to " + MAX_PORT + ", not " + port);
    }
    try (MetricsEndpoint endpoint = MetricsEndpoint.start(port, registry)) {
      command.commandLine().getErr().println("Metrics are at " + endpoint.address());
      return work.call();
    }
  }
}
