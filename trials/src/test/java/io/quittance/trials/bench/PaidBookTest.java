package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaidBookTest {
  private static final int PAYERS = 7;

  @Test
  void accounts_upToTheLimit_haveNoPairOfKeysTwice() {
    Set<Integer> pairs = new HashSet<>();
    for (long number = 0; number < PaidBook.maxAccounts(PAYERS); number++) {
      int pair = PaidBook.owner(number, PAYERS) * PAYERS + PaidBook.elGamalKey(number, PAYERS);
      assertTrue(pairs.add(pair), "account " + number);
    }
    long beyond = PaidBook.maxAccounts(PAYERS);
    assertTrue(
        pairs.contains(
            PaidBook.owner(beyond, PAYERS) * PAYERS + PaidBook.elGamalKey(beyond, PAYERS)));
  }

  @Test
  void accounts_ofThePayers_haveBothKeysOfThePayer() {
    for (int payer = 0; payer < PAYERS; payer++) {
      assertEquals(payer, PaidBook.owner(payer, PAYERS));
      assertEquals(payer, PaidBook.elGamalKey(payer, PAYERS));
    }
  }
}
