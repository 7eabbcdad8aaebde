package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;

/** Where the ledger says what came of a record of the journal. */
public interface Output {
  /** A command was accepted. */
  void accepted(Receipt receipt, Settled event);

  /** A fact for another account follows: it must be written to that account's partition. */
  void entry(Entry entry);

  /** The last accepted command of its role was submitted again; the receipt is the same as then. */
  void repeated(Receipt receipt);

  /** A command or an entry was rejected. */
  void rejected(Rejection rejection);

  /** A credit was counted: its payee is told, and can spend it. */
  void credited(Receipt receipt, Entry entry, Credit credit);

  /** An entry that had been counted before was dropped. */
  void entryDropped();

  /** The account is now this; the last of several counts. */
  void balance(Account account);
}
