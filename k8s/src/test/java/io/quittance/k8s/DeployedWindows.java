package io.quittance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.windows.WindowOptions;
import io.quittance.jobs.windows.WindowsJob;
import io.quittance.network.file.NetworkFile;
import io.quittance.stack.local.Ports;
import io.quittance.stack.metrics.FlinkMetrics;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The windows job on a Flink cluster of its own in this process, which tells Prometheus what the
 * manifest has it tell.
 */
record DeployedWindows(JobClient job, URI prometheus) implements AutoCloseable {
  private static final String METRICS = "metrics.";
  private static final long PATIENCE_SECONDS = 60;

  static DeployedWindows start(NetworkFile network) throws Exception {
    WindowOptions options = WindowOptions.defaults();
    Configuration settings = WindowsJob.settings(options);
    JsonNode manifest = Yaml.read(Yaml.FOLDER.resolve("base/windows/windows.yaml"));
    for (Map.Entry<String, JsonNode> setting :
        manifest.path("spec").path("flinkConfiguration").properties()) {
      if (setting.getKey().startsWith(METRICS)) {
        settings.setString(setting.getKey(), setting.getValue().asText());
      }
    }
    int port = Ports.free(0);
    settings.setString(FlinkMetrics.PORT, Integer.toString(port));
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", network.bootstrapServers());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    WindowsJob.define(
        environment, network.name(), client, SettlementOptions.MAX_TRANSACTION_TIMEOUT, options);
    return new DeployedWindows(
        environment.executeAsync(WindowsJob.NAME),
        URI.create("http://127.0.0.1:" + port + "/metrics"));
  }

  @Override
  public void close() {
    job.cancel().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
