package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.submission.Reason;
import io.quittance.schemas.settlement.Settled;

/** What the ledger decides about a command at its turn. */
public sealed interface Decision {
  /**
   * It takes effect.
   *
   * @param account the account afterwards
   * @param event what happened
   */
  record Accepted(Account account, Settled event) implements Decision {}

  /**
   * It took effect before, as the last of its role; the same receipt is due again.
   *
   * @param last what is remembered of it
   */
  record Repeated(LastAccepted last) implements Decision {}

  /**
   * It has no effect.
   *
   * @param reason why
   */
  record Rejected(Reason reason) implements Decision {}

  /**
   * It counts on credits that have not been read yet; nothing is decided until they are.
   *
   * @param credits how many it counts on
   */
  record Waits(long credits) implements Decision {}
}
