package io.quittance.ledger.submission;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.SignedCommand;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Limits;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A submission that was not accepted.
 *
 * @param submission the record
 * @param commandId hash of its value
 * @param about the account and number, where they could be read
 * @param reason what was wrong
 */
public record Rejection(
    Submission submission, CommandId commandId, Optional<About> about, Reason reason) {

  /**
   * What a command is about.
   *
   * @param account the account
   * @param number the sequence, issue or order number
   * @param type name of the command's record, "Transfer" for example
   */
  public record About(AccountId account, long number, String type) {
    /** In the place of a command's name where the record is an entry. */
    public static final String ENTRY = "Entry";

    private boolean isEntry() {
      return type.equals(ENTRY);
    }
  }

  /** Returns the rejection of a record that was not read any further. */
  public static Rejection unread(Submission submission, Reason reason) {
    byte[] value = submission.value().map(Bytes::toBytes).orElse(null);
    return new Rejection(submission, CommandId.ofRecordValue(value), Optional.empty(), reason);
  }

  /** Returns the rejection of a command that could be read. */
  public static Rejection of(Submission submission, SignedCommand command, Reason reason) {
    return new Rejection(
        submission,
        command.id(),
        Optional.of(
            new About(
                command.command().account(), command.command().number(), command.command().type())),
        reason);
  }

  /** Returns the rejection of an entry, of which no receipt tells: it has no sender. */
  public static Rejection of(Reading.ReadEntry read, Reason reason) {
    return ofEntry(read.submission(), read.entry(), reason);
  }

  static Rejection ofEntry(Submission submission, Entry entry, Reason reason) {
    return new Rejection(
        submission,
        CommandId.ofRecordValue(submission.value().orElseThrow().toBytes()),
        Optional.of(new About(entry.payee(), entry.number(), About.ENTRY)),
        reason);
  }

  /** Returns the record for the rejections topic. */
  public io.quittance.schemas.receipt.Rejection toRecord() {
    return new io.quittance.schemas.receipt.Rejection(
        Topics.JOURNAL.name(),
        submission.position().toRecord(),
        commandId.fixed(),
        about.map(known -> known.account().fixed()).orElse(null),
        reason.code().name(),
        reason.explanation(),
        reason.code().retryable(),
        submission.key().map(key -> head(key, Limits.MAX_REJECTED_KEY_BYTES)).orElse(null),
        submission.value().map(value -> head(value, Limits.MAX_REJECTED_VALUE_BYTES)).orElse(null),
        submission.value().map(Bytes::length).orElse(-1));
  }

  private static ByteBuffer head(Bytes bytes, int limit) {
    return ByteBuffer.wrap(bytes.slice(0, Math.min(bytes.length(), limit)));
  }

  /** Returns the receipt for a command's sender, where the account could be read. */
  public Optional<Receipt> receipt() {
    return about
        .filter(known -> !known.isEntry())
        .map(
            known ->
                new Receipt(
                    commandId.fixed(),
                    known.account().fixed(),
                    reason.code() == RejectionCode.ALREADY_DECIDED
                        ? ReceiptStatus.ALREADY_DECIDED
                        : ReceiptStatus.REJECTED,
                    reason.code().name(),
                    known.number(),
                    submission.judged(),
                    null));
  }
}
