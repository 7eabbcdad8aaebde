package io.quittance.stack.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of a Prometheus endpoint at one moment (text exposition format 0.0.4): as much of it
 * as Flink writes.
 */
final class PrometheusPage {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One for all: each client has a thread of its own. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)\\{(.*)\\} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z0-9_]+)=\"([^\"]*)\"");

  private record Sample(String name, Map<String, String> labels, double value) {}

  private final List<Sample> samples = new ArrayList<>();

  private PrometheusPage() {}

  /** Reads the pages at some addresses, one after the other, as one. */
  static PrometheusPage fetch(List<URI> addresses) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (URI address : addresses) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      text.append(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body()).append('\n');
    }
    return parse(text.toString());
  }

  /** Reads a page's text; lines that are no samples with labels are passed over. */
  static PrometheusPage parse(String text) {
    PrometheusPage page = new PrometheusPage();
    for (String line : text.split("\n")) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        Map<String, String> labels = new HashMap<>();
        LABEL.matcher(sample.group(2)).results().forEach(l -> labels.put(l.group(1), l.group(2)));
        number(sample.group(3))
            .ifPresent(value -> page.samples.add(new Sample(sample.group(1), labels, value)));
      }
    }
    return page;
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }

  /** Returns the sum of a metric over all its labels, 0 where it is missing. */
  long sum(String name) {
    return Math.round(samples.stream().filter(named(name)).mapToDouble(Sample::value).sum());
  }

  /** Returns the sums of a metric by the values of one label. */
  Map<String, Long> sumBy(String name, String label) {
    Map<String, Long> sums = new TreeMap<>();
    samples.stream()
        .filter(named(name))
        .filter(sample -> sample.labels().containsKey(label))
        .forEach(
            sample ->
                sums.merge(sample.labels().get(label), Math.round(sample.value()), Long::sum));
    return sums;
  }

  /** Returns the mean of one quantile of a summary over all its instances that have seen values. */
  OptionalDouble quantile(String name, String quantile) {
    return samples.stream()
        .filter(named(name))
        .filter(sample -> quantile.equals(sample.labels().get("quantile")))
        .mapToDouble(Sample::value)
        .filter(value -> value > 0)
        .average();
  }

  private static Predicate<Sample> named(String name) {
    return sample -> sample.name().equals(name);
  }
}
