package io.quittance.ledger.submission;

import static io.quittance.schemas.RejectionCode.MALFORMED;
import static io.quittance.schemas.RejectionCode.WRONG_PARTITION;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.SignedCommand;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Limits;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.signature.Ed25519Signature;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Turns records of the journal into commands and entries, or into rejections: total over all bytes.
 *
 * <p>Sizes come first, before anything is parsed. Last comes the record's place: all that is about
 * an account must stand in the one partition that its id belongs to, or its order would be a race.
 */
public final class JournalReader {
  private final int partitions;

  /** Makes a reader for a journal with that many partitions. */
  public JournalReader(int partitions) {
    this.partitions = partitions;
  }

  /** Reads one record of the journal. */
  public Reading read(Submission submission) {
    Optional<Rejection.About> about = Optional.empty();
    try {
      byte[] value = value(submission);
      SpecificRecordBase record = decode(value, SingleObject::decode);
      if (record instanceof io.quittance.schemas.journal.SignedEntry signed) {
        return readEntry(submission, signed);
      }
      Envelope envelope = Envelope.open(record, SingleObject::decode);
      about = CommandRecords.about(envelope.payload());
      Command command = CommandRecords.command(envelope.payload());
      checkPlace(submission, command.account());
      return new Reading.Read(submission, envelope.signed(CommandId.ofRecordValue(value), command));
    } catch (Refusal refusal) {
      return unreadable(submission, about, refusal);
    }
  }

  private Reading readEntry(Submission submission, io.quittance.schemas.journal.SignedEntry record)
      throws Refusal {
    SignedEntry signed = signedEntry(record);
    try {
      if (!(signed.entry().record().getFact() instanceof Paid)) {
        throw new Refusal(MALFORMED, "Only a payment stands in an entry of its own.");
      }
      checkPlace(submission, signed.entry().payee());
      return new Reading.ReadEntry(submission, signed);
    } catch (Refusal refusal) {
      return new Reading.Unreadable(
          Rejection.ofEntry(submission, signed.entry(), refusal.reason()));
    }
  }

  private static SignedEntry signedEntry(io.quittance.schemas.journal.SignedEntry record)
      throws Refusal {
    try {
      return SignedEntry.of(record);
    } catch (MalformedRecordException malformed) {
      throw new Refusal(MALFORMED, "The record is no entry: " + malformed.getMessage() + ".");
    }
  }

  /**
   * Reads again a submission that has been read before: it passed every check then, its place
   * included.
   *
   * @throws IllegalStateException if it cannot be read, and so was altered since
   */
  public static Reading reread(Submission submission) {
    try {
      byte[] value = value(submission);
      SpecificRecordBase record = decode(value, SingleObject::decodeAgain);
      if (record instanceof io.quittance.schemas.journal.SignedEntry signed) {
        return new Reading.ReadEntry(submission, signedEntry(signed));
      }
      Envelope envelope = Envelope.open(record, SingleObject::decodeAgain);
      Command command = CommandRecords.command(envelope.payload());
      return new Reading.Read(submission, envelope.signed(CommandId.ofRecordValue(value), command));
    } catch (Refusal altered) {
      throw new IllegalStateException(
          "a submission that was read before cannot be read again: " + altered.getMessage(),
          altered);
    }
  }

  private static Reading unreadable(
      Submission submission, Optional<Rejection.About> about, Refusal refusal) {
    CommandId id = CommandId.ofRecordValue(submission.value().map(Bytes::toBytes).orElse(null));
    return new Reading.Unreadable(new Rejection(submission, id, about, refusal.reason()));
  }

  private static SpecificRecordBase decode(byte[] value, Decoding decoding) throws Refusal {
    try {
      return decoding.decode(SpecificRecordBase.class, value);
    } catch (MalformedRecordException malformed) {
      throw notACommand(malformed.getMessage());
    }
  }

  private static Refusal notACommand(String why) {
    return new Refusal(MALFORMED, "The record is no command: " + why + ".");
  }

  private static byte[] value(Submission submission) throws Refusal {
    Bytes value =
        submission.value().orElseThrow(() -> new Refusal(MALFORMED, "The record has no value."));
    Fields.atMost(Limits.MAX_RECORD_BYTES, value.length(), "record value");
    return value.toBytes();
  }

  private void checkPlace(Submission submission, AccountId account) throws Refusal {
    Bytes key =
        submission.key().orElseThrow(() -> new Refusal(WRONG_PARTITION, "The record has no key."));
    if (!key.sameAs(account.toBytes())) {
      throw new Refusal(WRONG_PARTITION, "The record is not keyed by its account id.");
    }
    int expected = Partitions.of(account, partitions);
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

    static Envelope open(SpecificRecordBase any, Decoding decoding) throws Refusal {
      if (!(any instanceof io.quittance.schemas.command.SignedCommand record)) {
        throw notACommand(
            "a SignedCommand or a SignedEntry was expected, not a " + any.getSchema().getName());
      }
      Bytes payload = Fields.atMost(Limits.MAX_PAYLOAD_BYTES, record.getPayload(), "payload");
      try {
        return new Envelope(
            record, payload, decoding.decode(SpecificRecordBase.class, payload.toBytes()));
      } catch (MalformedRecordException malformed) {
        throw notACommand(malformed.getMessage());
      }
    }

    SignedCommand signed(CommandId id, Command command) {
      return new SignedCommand(
          id,
          Bytes.of(record.getSigner().bytes()),
          Ed25519Signature.of(record.getSignature().bytes()),
          record.getNotAfterMillis(),
          payloadBytes,
          command);
    }
  }
}
