package io.quittance.jobs.deployment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
  private static final String PREFIX = "local-quittance.settlements";

  private static boolean isLeftOpen(String id, long checkpoint) {
    return OpenTransactions.isLeftOpen(id, PREFIX, checkpoint);
  }

  @Test
  void transactions_begunAfterTheCheckpoint_areEnded_andEarlierOnesAreNot() {
    assertTrue(isLeftOpen(PREFIX + "-0-42", 40));
    assertTrue(isLeftOpen(PREFIX + "-0-42", 41));
    assertFalse(isLeftOpen(PREFIX + "-0-42", 42));
  }

  /** Whoever needs it begins it again; nobody else would end it. */
  @Test
  void transaction_thatWasToMakeALostOneGood_isEndedWhateverItsCheckpoint() {
    assertTrue(isLeftOpen(PREFIX + "-again-0-42-4711-0", 100));
    assertFalse(isLeftOpen(PREFIX + "-again", 0));
    assertFalse(isLeftOpen("main-quittance.settlements-again-0-42-4711-0", 0));
  }

  @Test
  void ids_ofOtherLedgersAndForms_areLeftAlone() {
    for (String other :
        List.of(
            "main-quittance.settlements-0-42",
            PREFIX + "-0",
            PREFIX + "-0-42-1",
            PREFIX + "-0-x",
            PREFIX.replace('.', 'x') + "-0-42",
            PREFIX + "-0-9999999999999999999")) {
      assertFalse(isLeftOpen(other, 0), other);
    }
  }
}
