package io.quittance.stack.metrics;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/** How Flink's processes tell Prometheus their metrics and those of the jobs. */
public final class FlinkMetrics {
  /** The setting for the port, or the ports, that a process tells them on. */
  public static final String PORT = "metrics.reporter.prometheus.port";

  private FlinkMetrics() {}

  /** Lets a Flink cluster tell its metrics; {@link #PORT} is left to the caller. */
  public static void addTo(Configuration cluster) {
    cluster.set(MetricOptions.REPORTERS_LIST, "prometheus");
    cluster.setString(
        "metrics.reporter.prometheus.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    // A bucket's bound must stay the number it is, and names keep their dashes.
    cluster.setString("metrics.reporter.prometheus.filterLabelValueCharacters", "false");
  }
}
