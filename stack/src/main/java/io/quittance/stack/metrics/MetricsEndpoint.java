package io.quittance.stack.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;

/**
 * Where Prometheus reads the metrics of this process, those of its Java virtual machine among them.
 *
 * <p>It listens on all addresses of the machine, as Flink's does; what it tells is no secret.
 */
public final class MetricsEndpoint implements AutoCloseable {
  private final HTTPServer server;

  private MetricsEndpoint(HTTPServer server) {
    this.server = server;
  }

  /**
   * Serves what is registered, and what will be.
   *
   * @param port TCP port, any free one if 0
   * @throws IllegalStateException if the port cannot be listened on
   */
  public static MetricsEndpoint start(int port, PrometheusRegistry registry) {
    JvmMetrics.builder().register(registry);
    try {
      return new MetricsEndpoint(
          HTTPServer.builder().port(port).registry(registry).buildAndStart());
    } catch (IOException e) {
      throw new IllegalStateException(
          "metrics cannot be served on port " + port + ": " + e.getMessage(), e);
    }
  }

  /** Returns what this machine's Prometheus must read. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
  }

  @Override
  public void close() {
    server.close();
  }
}
