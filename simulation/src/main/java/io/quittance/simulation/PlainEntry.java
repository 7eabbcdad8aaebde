package io.quittance.simulation;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.simulation.PlainCommand.Flaw;
import io.quittance.simulation.PlainLedger.PlainCredit;
import java.util.Optional;

/**
 * One record value of the journal that says of itself to be an entry, in plain figures, and whether
 * it is one.
 *
 * @param id hash of the record value
 * @param value the record value
 * @param payload what is signed, and stands in the payee's receipt; empty where nothing can be read
 * @param payee the account that it is for
 * @param credit the money that it tells of, if it is the operator's
 * @param flaw why it never counts, if it never does
 */
record PlainEntry(
    CommandId id,
    byte[] value,
    byte[] payload,
    AccountId payee,
    Optional<PlainCredit> credit,
    Optional<Flaw> flaw) {

  /** Returns the same value as it is where it does not belong. */
  PlainEntry flawed(Flaw why) {
    return new PlainEntry(id, value, payload, payee, credit, Optional.of(why));
  }

  /**
   * The entry as it stands in the journal.
   *
   * @param entry what was written
   * @param place where it stands
   * @param statement version of the statement that holds there
   */
  record Standing(PlainEntry entry, LogPlace place, int statement) implements PlainRecord {
    @Override
    public AccountId account() {
      return entry.payee();
    }

    @Override
    public CommandId id() {
      return entry.id();
    }

    @Override
    public String kindName() {
      return "ENTRY";
    }

    @Override
    public Optional<Flaw> flaw() {
      return entry.flaw();
    }

    @Override
    public String toString() {
      return entry + " at " + place;
    }
  }

  @Override
  public String toString() {
    return String.format(
        "entry for %s%s",
        credit.map(PlainCredit::toString).orElse(payee.toString()),
        flaw.map(why -> ", flawed: " + why.code()).orElse(""));
  }
}
