package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.ApplyCredits;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.OpenAccount;
import io.quittance.ledger.command.SignedCommand;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.CreditsApplied;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * By what a settled event is derived again from its command in the journal: where that stands, and
 * what of the account's state the event says. All else stands in the command, so that this is some
 * twenty bytes where the event has a thousand; an opening's and an applying of credits' have 64
 * more.
 *
 * @param position where the command stands in the journal
 * @param statement version of the statement that it was judged by
 * @param command the first four bytes of its id: what stands there must be that command
 * @param previous number of the credit of the same origin before the one that the command made; 0
 *     if there is none, or if it made none
 * @param auditorEpoch epoch of the auditor's key that a transfer's amount is encrypted for, else 0
 * @param available the available balance afterwards, where no proof in the command is about it
 */
public record Derivation(
    Position position,
    int statement,
    int command,
    long previous,
    int auditorEpoch,
    Optional<Bytes> available) {

  /** What stands at an event's place in the journal is not its command. */
  public static final class OtherRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    OtherRecordException(String why) {
      super(why);
    }
  }

  /** Returns how the event of a command is derived that was accepted, and left this account. */
  static Derivation of(Account after, Admitted admitted, long previous) {
    Command command = admitted.command();
    boolean provesNothing = command instanceof OpenAccount || command instanceof ApplyCredits;
    return new Derivation(
        admitted.submission().position(),
        admitted.submission().stamp().statement(),
        check(admitted.signed().id().toBytes()),
        previous,
        admitted.auditorEpoch().orElseThrow(),
        provesNothing
            ? Optional.of(Bytes.of(after.available().amount().toBytes()))
            : Optional.empty());
  }

  /** Returns how this event is derived. */
  public static Derivation of(Settled settled) {
    Object event = settled.getEvent();
    long previous = 0;
    int epoch = 0;
    Optional<Bytes> available = Optional.empty();
    if (event instanceof Transferred transferred) {
      previous = transferred.getPreviousNumber();
      epoch = transferred.getAuditorEpoch();
    } else if (event instanceof Issued issued) {
      previous = issued.getPreviousNumber();
    } else if (event instanceof Opened opened) {
      available = Optional.of(Bytes.of(opened.getAvailable().bytes()));
    } else if (event instanceof CreditsApplied applied) {
      available = Optional.of(Bytes.of(applied.getAvailable().bytes()));
    }
    return new Derivation(
        Position.of(settled.getPosition()),
        settled.getPosition().getStatement(),
        check(settled.getEventId().bytes()),
        previous,
        epoch,
        available);
  }

  /**
   * Returns the derivation that these bytes are.
   *
   * @throws MalformedRecordException if they are none
   */
  public static Derivation parse(byte[] bytes) throws MalformedRecordException {
    io.quittance.schemas.state.Derivation record =
        SingleObject.decodeAgain(io.quittance.schemas.state.Derivation.class, bytes);
    return new Derivation(
        Position.of(record.getPosition()),
        record.getPosition().getStatement(),
        record.getCommand(),
        record.getPreviousNumber(),
        record.getAuditorEpoch(),
        Optional.ofNullable(record.getAvailable()).map(fixed -> Bytes.of(fixed.bytes())));
  }

  /** Returns it in Avro single-object encoding. */
  public byte[] toBytes() {
    return SingleObject.encode(
        new io.quittance.schemas.state.Derivation(
            position.judgedBy(statement),
            command,
            previous,
            auditorEpoch,
            available.map(bytes -> new Fixed64(bytes.toBytes())).orElse(null)));
  }

  /**
   * Returns the event again, byte for byte as it was.
   *
   * @param reader of the ledger's journal
   * @param place where the record was read
   * @param key its key; null where it has none
   * @param value its value; null where it has none
   * @throws OtherRecordException if the record is not the event's command
   */
  public Settled again(JournalReader reader, Position place, byte[] key, byte[] value)
      throws OtherRecordException {
    if (!place.equals(position)) {
      throw new OtherRecordException("a record at " + position + " was expected, not at " + place);
    }
    Stamp stamp = new Stamp(statement, place.timestampMillis());
    Reading reading = reader.read(Submission.of(place, key, value, stamp));
    if (!(reading instanceof Reading.Read read)) {
      throw new OtherRecordException("the record at " + place + " is no command");
    }
    SignedCommand signed = read.command();
    if (check(signed.id().toBytes()) != command || !fits(signed.command())) {
      throw new OtherRecordException("the record at " + place + " is another command");
    }
    return Events.of(signed, this);
  }

  private boolean fits(Command other) {
    boolean provesNothing = other instanceof OpenAccount || other instanceof ApplyCredits;
    boolean credits = other instanceof Transfer || other instanceof Issue;
    return available.isPresent() == provesNothing
        && (credits || previous == 0)
        && (other instanceof Transfer || auditorEpoch == 0);
  }

  private static int check(byte[] commandId) {
    return ByteBuffer.wrap(commandId, 0, CommandId.BYTES).getInt();
  }
}
