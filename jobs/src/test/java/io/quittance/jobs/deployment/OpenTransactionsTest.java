package io.quittance.jobs.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
  private static final String PREFIX = "local-quittance.settlements";

  @Test
  void ids_ofOtherLedgersAndForms_areLeftAlone() {
    assertEquals(41, OpenTransactions.checkpointAfterWhichBegun(PREFIX + "-0-42", PREFIX));
    for (String other :
        List.of(
            "main-quittance.settlements-0-42",
            PREFIX + "-0",
            PREFIX + "-0-42-1",
            PREFIX + "-0-x",
            PREFIX.replace('.', 'x') + "-0-42",
            PREFIX + "-0-9999999999999999999")) {
      assertEquals(-1, OpenTransactions.checkpointAfterWhichBegun(other, PREFIX), other);
    }
  }
}
