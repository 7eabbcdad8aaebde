package io.quittance.stack.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.stack.local.Ports;
import java.net.URI;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

class FlinkClientTest {
  @Test
  void address_whereNothingRunsAnyMore_isNamed() {
    URI gone = URI.create("http://127.0.0.1:" + Ports.free(0));
    try (FlinkClient client = FlinkClient.of(gone)) {
      FlinkException failure = assertThrows(FlinkException.class, client::runningJob);
      assertTrue(failure.getMessage().contains("nothing answers at " + gone), failure.getMessage());
      assertEquals(Optional.empty(), client.status(new JobID()));
    }
  }
}
