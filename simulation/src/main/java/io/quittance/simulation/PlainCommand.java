package io.quittance.simulation;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.RejectionCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one command in the journal asks for, in plain figures, and whether it is honest.
 *
 * @param id its command id
 * @param value the record value, null for a tombstone
 * @param kind what it asks for
 * @param account whose account it is about
 * @param number sequence, issue or order number
 * @param credits how many credits it counts on
 * @param debit what it takes from the account
 * @param payee who gets it, if anybody; of an issue the account itself
 * @param proven the balance its proof is about
 * @param note the owner's note in it, 36 bytes
 * @param auditorEpoch which of the auditor's keys its amount is encrypted for, 0 if none
 * @param notAfterMillis until when it may be accepted
 * @param flaw why it can never be accepted, whatever statement holds, if it cannot
 */
record PlainCommand(
    CommandId id,
    byte[] value,
    Kind kind,
    Party account,
    long number,
    long credits,
    PlainMoney debit,
    Optional<Party> payee,
    PlainMoney proven,
    byte[] note,
    int auditorEpoch,
    long notAfterMillis,
    Optional<Flaw> flaw) {

  /** What is found before the proofs are looked at, and so the auditor's key. */
  private static final Set<RejectionCode> BEFORE_PROOFS =
      EnumSet.of(RejectionCode.UNKNOWN_ASSET, RejectionCode.BAD_SIGNATURE);

  /** Who numbers and signs a command. */
  enum Signer {
    OWNER,
    ISSUER,
    OFFICER
  }

  /** What can be asked for. */
  enum Kind {
    OPEN(Signer.OWNER),
    ISSUE(Signer.ISSUER),
    TRANSFER(Signer.OWNER),
    APPLY(Signer.OWNER),
    REDEEM(Signer.OWNER),
    CLOSE(Signer.OWNER),
    FREEZE(Signer.OFFICER),
    UNFREEZE(Signer.OFFICER);

    final Signer signer;

    Kind(Signer signer) {
      this.signer = signer;
    }
  }

  /**
   * Why a command is refused before any account is looked at.
   *
   * @param code the code it must be refused with
   * @param beforePlace whether it is found before the record's place is looked at
   * @param readable whether account and number can be read, so that there is a receipt
   */
  record Flaw(RejectionCode code, boolean beforePlace, boolean readable) {}

  /**
   * The command as it stands in the log.
   *
   * @param command what was sent
   * @param place where it stands
   * @param misplaced whether key or partition are wrong
   * @param confirmed how many credits its sender had been told of by receipts when he sent it
   * @param statement version of the network's statement that holds there
   */
  record Sent(
      PlainCommand command, LogPlace place, boolean misplaced, long confirmed, int statement)
      implements PlainRecord {
    @Override
    public AccountId account() {
      return command.account().id();
    }

    @Override
    public CommandId id() {
      return command.id();
    }

    @Override
    public String kindName() {
      return command.kind().name();
    }

    @Override
    public Optional<Flaw> flaw() {
      if (misplaced && command.flaw().filter(Flaw::beforePlace).isEmpty()) {
        return Optional.of(new Flaw(RejectionCode.WRONG_PARTITION, true, true));
      }
      return command.flaw(statement);
    }

    /** Returns whether nothing is wrong with it but the statement that holds there. */
    boolean awaitsAStatement() {
      return !misplaced && command.flaw().isEmpty() && command.flaw(statement).isPresent();
    }

    @Override
    public String toString() {
      return command + " at " + place + " by statement " + statement;
    }
  }

  /** Returns why it is refused before any account is looked at where a statement holds, if so. */
  Optional<Flaw> flaw(int statement) {
    if (flaw.filter(Flaw::beforePlace).isPresent()) {
      return flaw;
    }
    if (!Authorities.settles(statement, account.asset())) {
      return Optional.of(new Flaw(RejectionCode.UNKNOWN_ASSET, false, true));
    }
    boolean signed = flaw.filter(why -> BEFORE_PROOFS.contains(why.code())).isEmpty();
    return signed && !Authorities.knows(statement, auditorEpoch)
        ? Optional.of(new Flaw(RejectionCode.WRONG_AUDITOR, false, true))
        : flaw;
  }

  /** Returns whether it asks for what a statement has closed its asset for. */
  boolean isClosed(int statement) {
    return (kind == Kind.ISSUE || kind == Kind.OPEN)
        && Authorities.closes(statement, account.asset());
  }

  @Override
  public String toString() {
    return String.format(
        "%s %d of %s, %d credits, %s%s%s",
        kind,
        number,
        account,
        credits,
        debit.amount(),
        payee.map(to -> " to " + to).orElse(""),
        flaw.map(why -> ", flawed: " + why.code()).orElse(""));
  }
}
