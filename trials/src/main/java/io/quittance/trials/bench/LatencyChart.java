package io.quittance.trials.bench;

import io.quittance.network.host.DurableFile;
import io.quittance.trials.bench.SettleResult.Latency;
import io.quittance.trials.bench.SettleResult.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Draws latency against the rate, both lanes, on a logarithmic scale of time, as SVG whose text is
 * text: small enough for a README.
 */
public final class LatencyChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 80;
  private static final int RIGHT = 620;
  private static final int TOP = 20;
  private static final int BOTTOM = 340;
  private static final int MARGIN = 10;

  /** Names of lines stand at least so far from each other. */
  private static final int LINE_HEIGHT = 16;

  private static final int MAX_RATE_TICKS = 6;
  private static final String INSTANT = "#1b6ca8";
  private static final String FINAL = "#c25b12";

  private final StringBuilder svg = new StringBuilder();
  private final List<Point> points;
  private final double maxRate;
  private final int minDecade;
  private final int maxDecade;

  private LatencyChart(SettleResult result) {
    points = result.points();
    maxRate = result.saturation();
    double least = points.stream().mapToDouble(point -> point.receipt().p50()).min().orElse(1);
    double most = points.stream().mapToDouble(point -> point.settled().p99()).max().orElse(1);
    minDecade = (int) Math.floor(Math.log10(least));
    maxDecade = Math.max(minDecade + 1, (int) Math.ceil(Math.log10(most)));
  }

  /** Writes the picture. */
  public static void write(SettleResult result, Path file) throws IOException {
    DurableFile.replace(file, new LatencyChart(result).draw().getBytes(StandardCharsets.UTF_8));
  }

  private String draw() {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"13\" fill=\"#333\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    line("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, HEIGHT);
    times();
    rates();
    double lowest = HEIGHT;
    lowest = curve("final, 99%", Point::settled, Latency::p99, FINAL, false, lowest);
    lowest = curve("final, median", Point::settled, Latency::p50, FINAL, true, lowest);
    lowest = curve("receipt, 99%", Point::receipt, Latency::p99, INSTANT, false, lowest);
    curve("receipt, median", Point::receipt, Latency::p50, INSTANT, true, lowest);
    line("</svg>");
    return svg.toString();
  }

  private void times() {
    for (int decade = minDecade; decade <= maxDecade; decade++) {
      double millis = Math.pow(10, decade);
      for (int times = 1; times < 10 && (times == 1 || decade < maxDecade); times++) {
        line(
            "<path d=\"M%d %.1fH%d\" stroke=\"%s\"/>",
            LEFT, y(times * millis), RIGHT, times == 1 ? "#aaa" : "#eee");
      }
      line(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - MARGIN,
          y(millis) + 4,
          decade < 0 ? Double.toString(millis) : (long) millis + " ms");
    }
  }

  private void rates() {
    double step = rateStep();
    for (double rate = 0; rate <= maxRate; rate += step) {
      line("<path d=\"M%.1f %dV%d\" stroke=\"#eee\"/>", x(rate), TOP, BOTTOM);
      line(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>",
          x(rate), BOTTOM + 20, (long) rate);
    }
    line(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">transfers per second; the right edge is"
            + " saturation, %,d</text>",
        (LEFT + RIGHT) / 2, BOTTOM + 44, Math.round(maxRate));
    line(
        "<path d=\"M%d %dH%dV%dH%dZ\" fill=\"none\" stroke=\"#aaa\"/>",
        LEFT, TOP, RIGHT, BOTTOM, LEFT);
  }

  /** The smallest of 1, 2, 5, 10, 20 and so on that gives few enough ticks. */
  private double rateStep() {
    double decade = 1;
    while (true) {
      for (int times : new int[] {1, 2, 5}) {
        if (maxRate / (times * decade) <= MAX_RATE_TICKS) {
          return times * decade;
        }
      }
      decade *= 10;
    }
  }

  private double curve(
      String name,
      Function<Point, Latency> lane,
      ToDoubleFunction<Latency> quantile,
      String color,
      boolean median,
      double above) {
    StringBuilder path = new StringBuilder();
    double end = BOTTOM;
    for (Point point : points) {
      double x = x(point.perSecond());
      end = y(quantile.applyAsDouble(lane.apply(point)));
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, end));
      line("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, end, color);
    }
    line(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
        path, color, median ? "" : " stroke-dasharray=\"6 4\"");
    // Curves come from the slowest to the fastest: their names, at the right, in the same order.
    double label = above == HEIGHT ? end + 4 : Math.max(end + 4, above + LINE_HEIGHT);
    line("<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>", RIGHT + MARGIN, label, color, name);
    return label;
  }

  private double x(double rate) {
    return LEFT + (RIGHT - LEFT) * rate / maxRate;
  }

  private double y(double millis) {
    double share =
        (Math.log10(Math.max(millis, Math.pow(10, minDecade))) - minDecade)
            / (maxDecade - minDecade);
    return BOTTOM - (BOTTOM - TOP) * share;
  }

  private void line(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
