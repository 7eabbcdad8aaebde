package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.simulation.model.Variant;
import org.junit.jupiter.api.Test;

class ModelCommandTest {
  @Test
  void design_byItsRules_breaksNoPromise() {
    Shell shell = Shell.run("model", "--variant", "SOUND", "--seeds", "20");
    assertEquals(Quittance.OK, shell.status, shell.out);
    assertTrue(shell.out.contains("no promise is broken"), shell.out);
    assertTrue(shell.out.contains("In all, 20 runs"), shell.out);
  }

  @Test
  void brokenVariant_atItsSeed_isToldByItsShortestSchedule() {
    String seed = Long.toString(Variant.ANSWER_UNSEEN.seed());
    Shell shell = Shell.run("model", "--variant", "ANSWER_UNSEEN", "--seed", seed);
    assertEquals(Quittance.OK, shell.status, shell.err);
    assertTrue(shell.out.contains("accepted, but never settled"), shell.out);
    assertTrue(shell.out.contains("The shortest schedule"), shell.out);
    assertTrue(shell.out.contains("completes checkpoint"), shell.out);
    assertTrue(shell.out.lines().count() < 60, shell.out);
  }

  @Test
  void brokenVariant_thatIsNotFound_fails() {
    Shell shell = Shell.run("model", "--variant", "NAIVE_WALLET", "--seeds", "1");
    assertEquals(Quittance.FAILED, shell.status);
    assertTrue(shell.out.contains("no promise is broken"), shell.out);
  }

  @Test
  void options_thatMakeNoSense_areRefused() {
    assertUsage("--seed needs --variant", "--seed", "3");
    assertUsage("the number of seeds must be 1 to 1000000000", "--seeds", "0");
    assertUsage("Invalid value", "--variant", "NONSENSE");
  }

  private static void assertUsage(String part, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "model";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Shell shell = Shell.run(arguments);
    assertEquals(Quittance.USAGE, shell.status);
    assertTrue(shell.err.contains(part), shell.err);
    assertFalse(shell.out.contains("In all"), shell.out);
  }
}
