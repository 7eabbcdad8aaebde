package io.quittance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a dashboard as Grafana would lay it out, from what a Prometheus server knows: for pictures,
 * where there is no Grafana.
 */
final class DashboardPicture {
  private static final int COLUMN = 50;
  private static final int ROW = 30;
  private static final int STEPS = 120;
  private static final int HEADER = 44;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI prometheus;
  private final long fromSeconds;
  private final long toSeconds;

  private DashboardPicture(URI prometheus, long fromSeconds, long toSeconds) {
    this.prometheus = prometheus;
    this.fromSeconds = fromSeconds;
    this.toSeconds = toSeconds;
  }

  /**
   * Draws.
   *
   * @param arguments address of Prometheus, the dashboard's file, the picture's file (SVG), how
   *     many seconds it shall show, and when they end, in seconds since 1970, unless now
   */
  public static void main(String[] arguments) throws Exception {
    long end =
        arguments.length > 4 ? Long.parseLong(arguments[4]) : System.currentTimeMillis() / 1000;
    DashboardPicture picture =
        new DashboardPicture(URI.create(arguments[0]), end - Long.parseLong(arguments[3]), end);
    JsonNode dashboard = new ObjectMapper().readTree(Path.of(arguments[1]).toFile());
    Files.writeString(Path.of(arguments[2]), picture.draw(dashboard));
  }

  private String draw(JsonNode dashboard) throws IOException, InterruptedException {
    StringBuilder panels = new StringBuilder();
    int height = 0;
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode place = panel.path("gridPos");
      int x = place.path("x").asInt() * COLUMN;
      int y = place.path("y").asInt() * ROW + HEADER;
      int panelHeight = place.path("h").asInt() * ROW;
      PanelDrawing drawing =
          new PanelDrawing(panel, place.path("w").asInt() * COLUMN - 8, panelHeight - 8);
      panels
          .append("<g transform=\"translate(%d %d)\">".formatted(x + 4, y + 4))
          .append(drawing.svg(series(panel), fromSeconds, toSeconds))
          .append("</g>\n");
      height = Math.max(height, y + panelHeight);
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"
            font-family="Helvetica, Arial, sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="#f4f5f7"/>
        <text x="12" y="29" font-size="20" fill="#1f2328">%s</text>
        %s</svg>
        """
        .formatted(
            24 * COLUMN,
            height + 8,
            24 * COLUMN,
            height + 8,
            PanelDrawing.escaped(dashboard.path("title").asText()),
            panels);
  }

  private List<PanelDrawing.Series> series(JsonNode panel)
      throws IOException, InterruptedException {
    List<PanelDrawing.Series> all = new ArrayList<>();
    for (JsonNode target : panel.path("targets")) {
      JsonNode result = query(target.path("expr").asText()).path("data").path("result");
      for (JsonNode found : result) {
        TreeMap<Double, Double> points = new TreeMap<>();
        for (JsonNode point : found.path("values")) {
          double value = Double.parseDouble(point.path(1).asText());
          if (Double.isFinite(value)) {
            points.put(point.path(0).asDouble(), value);
          }
        }
        if (!points.isEmpty()) {
          all.add(
              new PanelDrawing.Series(
                  legend(target.path("legendFormat").asText(), found.path("metric")), points));
        }
      }
    }
    return all;
  }

  private static String legend(String format, JsonNode labels) {
    String legend = format;
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      legend = legend.replace("{{" + label.getKey() + "}}", label.getValue().asText());
    }
    return legend;
  }

  private JsonNode query(String expression) throws IOException, InterruptedException {
    URI address =
        prometheus.resolve(
            "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(
                    URLEncoder.encode(expression, StandardCharsets.UTF_8),
                    fromSeconds,
                    toSeconds,
                    Math.max(1, (toSeconds - fromSeconds) / STEPS)));
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(expression + ": " + answer.body());
    }
    return new ObjectMapper().readTree(answer.body());
  }
}
