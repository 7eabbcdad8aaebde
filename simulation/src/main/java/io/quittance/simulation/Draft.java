package io.quittance.simulation;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.simulation.PlainCommand.Flaw;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.wallet.account.CommandSealer;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** A command while it is being made, honest until somebody spoils it. */
final class Draft {
  final Kind kind;
  final Party account;
  final long number;
  final long credits;
  final PlainMoney debit;
  final Optional<Party> payee;
  final PlainMoney proven;
  final byte[] note;
  final SpecificRecordBase record;
  SigningKey signer;
  NetworkId network = Authorities.NETWORK;
  Optional<Flaw> flaw = Optional.empty();
  private int auditorEpoch;
  private long notAfterMillis = Long.MAX_VALUE;
  private byte[] value;

  Draft(
      Kind kind,
      Party account,
      long number,
      long credits,
      PlainMoney debit,
      Optional<Party> payee,
      PlainMoney proven,
      byte[] note,
      SpecificRecordBase record) {
    this.kind = kind;
    this.account = account;
    this.number = number;
    this.credits = credits;
    this.debit = debit;
    this.payee = payee;
    this.proven = proven;
    this.note = note;
    this.record = record;
    this.signer =
        switch (kind.signer) {
          case OWNER -> account.signing();
          case ISSUER -> Authorities.ISSUER;
          case OFFICER -> Authorities.OFFICER;
        };
  }

  /** Says which of the auditor's keys the amount is encrypted for. */
  Draft encryptedFor(int epoch) {
    auditorEpoch = epoch;
    return this;
  }

  /** Says until when the command may be accepted. */
  Draft ending(long millis) {
    notAfterMillis = millis;
    return this;
  }

  /** Says what is wrong with the draft, found when it is read if {@code beforePlace}. */
  Draft flawed(RejectionCode code, boolean beforePlace, boolean readable) {
    flaw = Optional.of(new Flaw(code, beforePlace, readable));
    return this;
  }

  /** Returns the record value, signed. */
  byte[] value() {
    if (value == null) {
      value = CommandSealer.seal(network, signer, notAfterMillis, record);
    }
    return value;
  }

  /** Puts other bytes in the place of the record value; null for none. */
  PlainCommand with(byte[] bytes) {
    value = bytes;
    return finished(bytes);
  }

  PlainCommand finished() {
    return finished(value());
  }

  private PlainCommand finished(byte[] bytes) {
    return new PlainCommand(
        CommandId.ofRecordValue(bytes),
        bytes,
        kind,
        account,
        number,
        credits,
        debit,
        payee,
        proven,
        note,
        auditorEpoch,
        notAfterMillis,
        flaw);
  }
}
