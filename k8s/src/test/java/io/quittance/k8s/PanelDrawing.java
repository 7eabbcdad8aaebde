package io.quittance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws one panel of a dashboard: lines over time, or the last value. */
final class PanelDrawing {
  private static final List<String> COLORS =
      List.of(
          "#2f6f4f", "#c4552d", "#3f66b0", "#8a5aa8", "#b08a1e", "#3a8f98", "#6b6b6b", "#a83a5a");
  private static final Map<String, String> NAMED =
      Map.of("green", "#2e7d4f", "orange", "#c77a15", "red", "#b3382c", "blue", "#3f66b0");
  private static final int LEFT = 56;
  private static final int TOP = 30;
  private static final int LEGEND_LINE = 15;
  private static final int LINES = 4;

  /**
   * Values over time.
   *
   * @param legend what it is called
   * @param points values by seconds since 1970
   */
  record Series(String legend, TreeMap<Double, Double> points) {}

  private final JsonNode panel;
  private final int width;
  private final int height;
  private final String unit;

  PanelDrawing(JsonNode panel, int width, int height) {
    this.panel = panel;
    this.width = width;
    this.height = height;
    this.unit = panel.path("fieldConfig").path("defaults").path("unit").asText();
  }

  String svg(List<Series> series, double from, double to) {
    String frame =
        "<rect width=\"%d\" height=\"%d\" rx=\"3\" fill=\"#fff\" stroke=\"#d8dce1\"/>"
                .formatted(width, height)
            + text(10, 19, 13, "start", "#1f2328", panel.path("title").asText());
    return panel.path("type").asText().equals("stat")
        ? frame + value(series)
        : frame + lines(series, from, to);
  }

  private String value(List<Series> series) {
    if (series.isEmpty()) {
      return text(width / 2, height / 2 + 14, 14, "middle", "#6b7280", "no data");
    }
    double last = series.get(0).points().lastEntry().getValue();
    return "<rect x=\"8\" y=\"28\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\"/>"
            .formatted(width - 16, height - 36, color(last))
        + text(width / 2, (height + 28) / 2 + 7, 26, "middle", "#fff", spelled(last));
  }

  private String color(double value) {
    String color = "blue";
    for (JsonNode step :
        panel.path("fieldConfig").path("defaults").path("thresholds").path("steps")) {
      if (step.path("value").isNull() || value >= step.path("value").asDouble()) {
        color = step.path("color").asText();
      }
    }
    return NAMED.getOrDefault(color, color);
  }

  private String lines(List<Series> series, double from, double to) {
    int legendLines = (Math.min(series.size(), LINES * 2) + 1) / 2;
    int bottom = height - 22 - legendLines * LEGEND_LINE;
    double most =
        series.stream()
            .flatMap(each -> each.points().values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    double top = rounded(most <= 0 ? 1 : most);
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i <= LINES; i++) {
      double y = bottom - (bottom - TOP) * i / (double) LINES;
      svg.append(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e6e9ed\"/>"
              .formatted(LEFT, width - 10, y, y));
      svg.append(text(LEFT - 6, (int) y + 4, 11, "end", "#6b7280", spelled(top * i / LINES)));
    }
    svg.append(time(LEFT, bottom, "start", from - to)).append(time(width - 10, bottom, "end", 0));
    int drawn = 0;
    for (Series each : series) {
      String color = COLORS.get(drawn % COLORS.size());
      svg.append(
          "<polyline fill=\"none\" stroke-width=\"1.6\" stroke=\"%s\" points=\"".formatted(color));
      each.points()
          .forEach(
              (at, value) ->
                  svg.append(
                      String.format(
                          Locale.ROOT,
                          "%.1f,%.1f ",
                          LEFT + (width - 10 - LEFT) * (at - from) / (to - from),
                          bottom - (bottom - TOP) * Math.min(value, top) / top)));
      svg.append("\"/>");
      if (drawn < LINES * 2) {
        int x = drawn % 2 == 0 ? LEFT : width / 2 + 10;
        int y = height - 6 - (legendLines - 1 - drawn / 2) * LEGEND_LINE;
        svg.append(
            "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"3\" fill=\"%s\"/>"
                .formatted(x, y - 5, color));
        svg.append(text(x + 15, y, 11, "start", "#374151", shortened(each.legend())));
      }
      drawn++;
    }
    if (series.isEmpty()) {
      svg.append(text(width / 2, (TOP + bottom) / 2, 14, "middle", "#6b7280", "no data"));
    }
    return svg.toString();
  }

  private String shortened(String legend) {
    int most = (width / 2 - LEFT - 20) / 6;
    return legend.length() <= most ? legend : legend.substring(0, most - 1) + "…";
  }

  private static String time(int x, int bottom, String anchor, double seconds) {
    String label = seconds == 0 ? "now" : Math.round(seconds / 60) + " min";
    return text(x, bottom + 14, 11, anchor, "#6b7280", label);
  }

  /** Returns the next number that is easy to divide. */
  private static double rounded(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double factor : new double[] {1, 1.2, 1.6, 2, 3, 4, 6, 8, 10}) {
      if (value <= factor * power * 1.0001) {
        return factor * power;
      }
    }
    return value;
  }

  private String spelled(double value) {
    return switch (unit) {
      case "s" ->
          value == 0 ? "0" : value < 1 ? number(value * 1000) + " ms" : number(value) + " s";
      case "percentunit" -> number(value * 100) + " %";
      case "bytes" ->
          value >= 1 << 20
              ? number(value / (1 << 20)) + " MiB"
              : value >= 1 << 10 ? number(value / (1 << 10)) + " KiB" : number(value);
      case "ops" -> number(value) + "/s";
      default -> number(value);
    };
  }

  private String number(double value) {
    boolean whole = panel.path("fieldConfig").path("defaults").path("decimals").asInt(-1) == 0;
    String text =
        whole || Math.abs(value) >= 100
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.2f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private static String text(int x, int y, int size, String anchor, String color, String words) {
    return "<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
        .formatted(x, y, size, anchor, color, escaped(words));
  }

  static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
