package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;

/** Where the ledger says what came of commands and credits. */
public interface Output {
  /** A command was accepted. */
  void accepted(Receipt receipt, Settled event);

  /** The last accepted command of its role was submitted again; the receipt is the same as then. */
  void repeated(Receipt receipt);

  /** A command was rejected. */
  void rejected(Rejection rejection);

  /** The account is now this; the last of several counts. */
  void balance(Account account);

  /** A command began to wait (+1), or waits no longer (-1). */
  void waiting(int change);

  /** A credit was counted. */
  void credited(PendingCredit credit);

  /** A credit was parked until its predecessor is counted (+1), or is parked no longer (-1). */
  void parked(int change);

  /** A credit that had been counted before was dropped. */
  void creditDropped();
}
