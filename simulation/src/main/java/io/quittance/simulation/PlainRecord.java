package io.quittance.simulation;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.simulation.PlainCommand.Flaw;
import java.util.Optional;

/** What stands at one place of the journal, in plain figures: a command or an entry. */
sealed interface PlainRecord permits PlainCommand.Sent, PlainEntry.Standing {
  /** Returns where it stands. */
  LogPlace place();

  /** Returns the version of the network's statement that it is judged by. */
  int statement();

  /** Returns the account whose order it belongs to. */
  AccountId account();

  /** Returns the hash of its value. */
  CommandId id();

  /** Returns what it is called in a report. */
  String kindName();

  /** Returns why it is refused before any account is looked at, if it is. */
  Optional<Flaw> flaw();

  /** Returns whether it gets as far as the ledger. */
  default boolean reachesTheLedger() {
    return flaw().isEmpty();
  }
}
