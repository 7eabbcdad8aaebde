package io.quittance.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the running job says of itself, read where an operator would read it: the Prometheus
 * endpoint and Flink's REST interface.
 */
final class JobView {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Pattern SAMPLE =
      Pattern.compile("^flink_taskmanager_job_task_operator_(\\w+)\\{(.*)} (\\S+)$");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI prometheus;
  private final URI checkpoints;

  JobView(URI prometheus, URI webUi, String jobId) {
    this.prometheus = prometheus;
    this.checkpoints = webUi.resolve("/jobs/" + jobId + "/checkpoints");
  }

  /** Returns the sum of one metric over all instances of all operators that export it. */
  double sum(String metric) throws IOException, InterruptedException {
    return samples(metric, "").sum;
  }

  /** Returns the mean of the given quantile of a histogram over the instances that have one. */
  double quantile(String metric, String quantile) throws IOException, InterruptedException {
    Samples samples = samples(metric, "quantile=\"" + quantile + "\"");
    return samples.count == 0 ? 0 : samples.sum / samples.count;
  }

  /** Returns the milliseconds since the last completed checkpoint, or -1 before the first. */
  long checkpointAgeMillis() throws IOException, InterruptedException {
    JsonNode latest = json.readTree(get(checkpoints)).path("latest").path("completed");
    return latest.hasNonNull("latest_ack_timestamp")
        ? Math.max(0, System.currentTimeMillis() - latest.get("latest_ack_timestamp").asLong())
        : -1;
  }

  private record Samples(double sum, int count) {}

  private Samples samples(String metric, String label) throws IOException, InterruptedException {
    double sum = 0;
    int count = 0;
    for (String line : get(prometheus).split("\n")) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches() && sample.group(1).equals(metric) && sample.group(2).contains(label)) {
        double value = Double.parseDouble(sample.group(3));
        if (!Double.isNaN(value)) {
          sum += value;
          count++;
        }
      }
    }
    return new Samples(sum, count);
  }

  private String get(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
