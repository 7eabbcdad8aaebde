package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.submission.Reason;
import io.quittance.schemas.settlement.Settled;
import java.util.Optional;

/** What the ledger decides about a command. */
public sealed interface Decision {
  /**
   * It takes effect.
   *
   * @param account the account afterwards
   * @param event what happened
   * @param entry what follows for the payee of a transfer, who is another account; or of an issue,
   *     who is this one and has been credited
   */
  record Accepted(Account account, Settled event, Optional<Entry> entry) implements Decision {}

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
}
