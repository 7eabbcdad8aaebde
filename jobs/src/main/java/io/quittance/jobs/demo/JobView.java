package io.quittance.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final URI webUi;

  JobView(URI prometheus, URI webUi) {
    this.prometheus = prometheus;
    this.webUi = webUi;
  }

  /** All samples of the operators' metrics at one moment. */
  static final class Metrics {
    private final List<Sample> samples;

    private Metrics(List<Sample> samples) {
      this.samples = samples;
    }

    /** Returns the sum of one metric over all instances of all operators that export it. */
    double sum(String metric) {
      return samples.stream()
          .filter(sample -> sample.metric.equals(metric))
          .mapToDouble(Sample::value)
          .sum();
    }

    /** Returns the mean of a quantile of a histogram over the instances that have one. */
    double quantile(String metric, String quantile) {
      return samples.stream()
          .filter(sample -> sample.metric.equals(metric))
          .filter(sample -> sample.labels.contains("quantile=\"" + quantile + "\""))
          .mapToDouble(Sample::value)
          .average()
          .orElse(0);
    }
  }

  private record Sample(String metric, String labels, double value) {}

  /** Returns the operators' metrics as they are now. */
  Metrics metrics() throws IOException, InterruptedException {
    List<Sample> samples = new ArrayList<>();
    for (String line : get(prometheus).split("\n")) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        double value = Double.parseDouble(sample.group(3));
        if (!Double.isNaN(value)) {
          samples.add(new Sample(sample.group(1), sample.group(2), value));
        }
      }
    }
    return new Metrics(samples);
  }

  /** Returns the milliseconds since the last completed checkpoint, or -1 before the first. */
  long checkpointAgeMillis() throws IOException, InterruptedException {
    String job = json.readTree(get(webUi.resolve("/jobs"))).at("/jobs/0/id").asText();
    JsonNode latest =
        json.readTree(get(webUi.resolve("/jobs/" + job + "/checkpoints")))
            .path("latest")
            .path("completed");
    return latest.hasNonNull("latest_ack_timestamp")
        ? Math.max(0, System.currentTimeMillis() - latest.get("latest_ack_timestamp").asLong())
        : -1;
  }

  private String get(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
