package io.quittance.trials.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo on the real stack: all attacks, two rounds, redemptions and the closing audit. */
@Timeout(600)
class DemoTest {
  @Test
  void demo_withEveryAttack_passesItsAudit(@TempDir Path directory) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean passed;
    try (LocalStack stack =
        LocalStack.in(QuittanceHome.of(directory)).network("demo").anyPorts().start()) {
      stack.awaitRunning(Duration.ofMinutes(5));
      PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
      try (Demo demo = new Demo(new DemoOptions(4, 24, 40, 100, 1), stack, out, false)) {
        passed = demo.run();
      }
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(passed, printed);
    assertEquals(6, printed.split("\\[ok]", -1).length - 1, printed);
    for (Attack attack : Attack.values()) {
      assertTrue(printed.contains(attack.expected().name()), attack + " in:\n" + printed);
    }
  }
}
