package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.quittance.ledger.account.Account;
import io.quittance.schemas.AccountId;
import org.junit.jupiter.api.Test;

class RecentAccountsTest {
  private final RecentAccounts recent = new RecentAccounts(2);

  private static AccountId id(int number) {
    byte[] bytes = new byte[AccountId.BYTES];
    bytes[0] = (byte) number;
    return AccountId.of(bytes);
  }

  @Test
  void account_notInUseForLongest_makesRoom() {
    recent.put(Account.unopened(id(1)));
    recent.put(Account.unopened(id(2)));
    assertEquals(id(1), recent.get(id(1)).id());
    recent.put(Account.unopened(id(3)));
    assertNull(recent.get(id(2)));
    assertEquals(id(1), recent.get(id(1)).id());
    assertEquals(id(3), recent.get(id(3)).id());
  }

  @Test
  void account_keptAgain_isTheLatter() {
    Account later = Account.unopened(id(1));
    recent.put(Account.unopened(id(1)));
    recent.put(later);
    assertSame(later, recent.get(id(1)));
    recent.put(Account.unopened(id(2)));
    assertSame(later, recent.get(id(1)), "it takes the room of one");
  }
}
