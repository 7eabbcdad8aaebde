package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.trials.bench.SettleResult.Latency;
import io.quittance.trials.bench.SettleResult.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyChartTest {
  @TempDir private Path directory;

  @Test
  void chart_ofTwoPaces_isSvgThatNamesBothLanes() throws Exception {
    Path file = directory.resolve("latency.svg");
    Latency fast = new Latency(5, 20, 30, 40);
    Latency slow = new Latency(500, 1_000, 1_100, 1_200);
    List<Point> points =
        List.of(new Point(10, 100, 50, fast, fast, slow), new Point(50, 500, 50, fast, fast, slow));
    LatencyChart.write(
        new SettleResult(1000, 2000, 0.5, 800, 100, 0.125, points, List.of(), List.of()), file);
    String svg = Files.readString(file);
    assertTrue(svg.contains("<svg"), svg);
    for (String text : List.of("receipt, median", "final, 99%", "transfers per second")) {
      assertTrue(svg.contains(text), text);
    }
  }
}
