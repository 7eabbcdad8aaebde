package io.quittance.stack.local;

import java.nio.charset.StandardCharsets;

/** The metrics page of the local stack, which any process on its port could serve. */
public final class PrometheusPageTarget {
  private PrometheusPageTarget() {}

  /** Reads a page: it has whatever sums and quantiles it has. */
  public static void check(byte[] input) {
    PrometheusPage page = PrometheusPage.parse(new String(input, StandardCharsets.UTF_8));
    page.sum("commands");
    page.sumBy("commands", "verdict");
    page.quantile("latency", "0.5");
  }
}
