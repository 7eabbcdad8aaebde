package io.quittance.ledger.submission;

import static io.quittance.schemas.RejectionCode.MALFORMED;
import static io.quittance.schemas.RejectionCode.WRONG_PARTITION;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.SignedCommand;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Limits;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.state.SubmissionRecord;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Turns records of the commands topic into commands, or into rejections: total over all bytes.
 *
 * <p>Sizes come first, before anything is parsed. Last comes the record's place: an account's
 * commands must stand in the one partition that its id belongs to, or their order would be a race.
 */
public final class CommandReader {
  private final int commandPartitions;

  /** Makes a reader for a commands topic with that many partitions. */
  public CommandReader(int commandPartitions) {
    this.commandPartitions = commandPartitions;
  }

  /** Reads one record of the commands topic. */
  public Reading read(Submission submission) {
    CommandId id = CommandId.ofRecordValue(submission.value().map(Bytes::toBytes).orElse(null));
    Optional<Rejection.About> about = Optional.empty();
    try {
      Envelope envelope = Envelope.open(value(submission), SingleObject::decode);
      about = CommandRecords.about(envelope.payload());
      Command command = CommandRecords.command(envelope.payload());
      checkPlace(submission, command.account());
      return new Reading.Read(submission, envelope.signed(id, command));
    } catch (Refusal refusal) {
      return new Reading.Unreadable(new Rejection(submission, id, about, refusal.reason()));
    }
  }

  /**
   * Reads again a submission that has been read before: it passed every check then, its place
   * included, and its key was its account id.
   *
   * @throws IllegalStateException if it cannot be read, and so was altered since
   */
  public static Reading.Read reread(SubmissionRecord record) {
    byte[] value = new byte[record.getValue().remaining()];
    record.getValue().duplicate().get(value);
    try {
      Envelope envelope = Envelope.open(value, SingleObject::decodeAgain);
      Command command = CommandRecords.command(envelope.payload());
      Submission submission =
          Submission.of(Position.of(record.getPosition()), command.account().toBytes(), value);
      return new Reading.Read(submission, envelope.signed(CommandId.ofRecordValue(value), command));
    } catch (Refusal altered) {
      throw new IllegalStateException(
          "a submission that was read before cannot be read again: " + altered.getMessage(),
          altered);
    }
  }

  private static byte[] value(Submission submission) throws Refusal {
    Bytes value =
        submission.value().orElseThrow(() -> new Refusal(MALFORMED, "The record has no value."));
    Fields.atMost(Limits.MAX_COMMAND_BYTES, value.length(), "record value");
    return value.toBytes();
  }

  private void checkPlace(Submission submission, AccountId account) throws Refusal {
    Bytes key =
        submission.key().orElseThrow(() -> new Refusal(WRONG_PARTITION, "The record has no key."));
    if (!key.sameAs(account.toBytes())) {
      throw new Refusal(WRONG_PARTITION, "The record is not keyed by its account id.");
    }
    int expected = Partitions.of(account, commandPartitions);
    int actual = submission.position().partition();
    if (actual != expected) {
      throw new Refusal(
          WRONG_PARTITION,
          "The account belongs to partition " + expected + ", not " + actual + ".");
    }
  }

  /** How records are decoded: for the first time, or again. */
  private interface Decoding {
    <T extends SpecificRecordBase> T decode(Class<T> type, byte[] bytes)
        throws MalformedRecordException;
  }

  /** The envelope of a command, its payload decoded into some record. */
  private record Envelope(
      io.quittance.schemas.command.SignedCommand record,
      Bytes payloadBytes,
      SpecificRecordBase payload) {

    static Envelope open(byte[] value, Decoding decoding) throws Refusal {
      try {
        io.quittance.schemas.command.SignedCommand record =
            decoding.decode(io.quittance.schemas.command.SignedCommand.class, value);
        Bytes payload = Fields.atMost(Limits.MAX_PAYLOAD_BYTES, record.getPayload(), "payload");
        return new Envelope(
            record, payload, decoding.decode(SpecificRecordBase.class, payload.toBytes()));
      } catch (MalformedRecordException malformed) {
        throw new Refusal(MALFORMED, "The record is no command: " + malformed.getMessage() + ".");
      }
    }

    SignedCommand signed(CommandId id, Command command) {
      return new SignedCommand(
          id,
          Bytes.of(record.getSigner().bytes()),
          Ed25519Signature.of(record.getSignature().bytes()),
          payloadBytes,
          command);
    }
  }
}
