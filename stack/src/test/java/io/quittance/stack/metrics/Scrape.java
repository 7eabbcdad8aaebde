package io.quittance.stack.metrics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/** Reads a Prometheus endpoint as Prometheus does. */
public final class Scrape {
  private Scrape() {}

  /** Returns every sample, by name and labels as they stand in the text. */
  public static Map<String, Double> of(URI address) throws Exception {
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    if (page.statusCode() != 200) {
      throw new IllegalStateException(address + " answers with status " + page.statusCode());
    }
    Map<String, Double> samples = new TreeMap<>();
    page.body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              String value = line.substring(space + 1).replace("Inf", "Infinity");
              samples.put(line.substring(0, space), Double.valueOf(value));
            });
    return samples;
  }
}
