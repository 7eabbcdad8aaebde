package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PipeReaderTest {
  @Test
  void reader_whoHasSeenEnough_isFoundGone() throws Exception {
    ProcessBuilder tail = new ProcessBuilder("tail", "-f", "/dev/null");
    tail.redirectOutput(ProcessBuilder.Redirect.PIPE);
    Process[] started = new Process[1];
    try (PipeReader reader =
        PipeReader.of(
            () -> {
              started[0] = tail.start();
              return started[0];
            })) {
      assertFalse(reader.isGone());
      started[0].getInputStream().close();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(reader::isGone);
    }
  }

  @Test
  void reader_ofWhomNobodyKnows_isNeverFoundGone() throws Exception {
    try (PipeReader reader = PipeReader.of(new ProcessBuilder("/no/such/tail")::start)) {
      assertFalse(reader.isGone());
    }
    Process usage = new ProcessBuilder("sh", "-c", "exit 1").start();
    assertTrue(usage.waitFor() == 1);
    try (PipeReader reader = PipeReader.of(() -> usage)) {
      assertFalse(reader.isGone(), "another tail, which knows no such thing");
    }
  }
}
