package io.quittance.stack.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.ConnectException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  @Test
  void endpoint_tellsWhatIsRegistered_andOfItsVirtualMachine_untilItIsClosed() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter counter = Counter.builder().name("things_total").help("Things.").register(registry);
    URI address;
    try (MetricsEndpoint endpoint = MetricsEndpoint.start(0, registry)) {
      address = endpoint.address();
      counter.inc(3);
      Map<String, Double> samples = Scrape.of(address);
      assertEquals(3, samples.get("things_total"));
      assertTrue(samples.get("jvm_memory_used_bytes{area=\"heap\"}") > 0, samples.toString());
      assertTrue(samples.get("process_start_time_seconds") > 0, samples.toString());
    }
    assertThrows(ConnectException.class, () -> Scrape.of(address));
  }

  @Test
  void port_thatIsTaken_isNamed() {
    try (MetricsEndpoint first = MetricsEndpoint.start(0, new PrometheusRegistry())) {
      int port = first.address().getPort();
      IllegalStateException taken =
          assertThrows(
              IllegalStateException.class,
              () -> MetricsEndpoint.start(port, new PrometheusRegistry()));
      assertTrue(
          taken.getMessage().startsWith("metrics cannot be served on port " + port),
          taken.getMessage());
    }
  }
}
