package io.quittance.ledger.receipt;

import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import java.util.Optional;

/** Reads what a payee's receipts tell. */
public final class CreditReceipts {
  private CreditReceipts() {}

  /** What a receipt says to a payee. */
  public sealed interface Said permits Told, Ahead {}

  /**
   * What an operator told a payee of one credit.
   *
   * @param number how many credits the account has received with this one
   * @param entry the payment or issue that was counted
   * @param doubtful whether somebody else may have signed it: its key is revoked, or had been
   *     retired when it was written
   */
  public record Told(long number, Entry entry, boolean doubtful) implements Said {}

  /**
   * What somebody told a payee of one credit, judged by a statement that the reader does not have:
   * it counts as soon as he has it, if the operator signed it.
   *
   * @param statement version of that statement
   */
  public record Ahead(int statement) implements Said {}

  /**
   * Reads what a record of the receipts topic tells a payee of a credit. Anybody's forgery tells of
   * none, nor does a genuine receipt of another account's that somebody put there.
   *
   * <p>What it says is looked at before its signature is verified, which takes far longer: anybody
   * can have rejections written under an account that he names.
   *
   * @param writtenMillis when the record was appended, by the brokers' clock
   */
  public static Optional<Said> told(
      NetworkId network,
      OperatorTimetables operator,
      AccountId payee,
      byte[] value,
      long writtenMillis) {
    Receipt receipt;
    Entry entry;
    try {
      receipt = SignedReceipts.unverified(value);
      entry = entry(receipt);
    } catch (MalformedRecordException noCredit) {
      return Optional.empty();
    }
    if (!entry.payee().equals(payee)) {
      return Optional.empty();
    }
    SignedReceipts.Check check = SignedReceipts.verify(network, operator, value);
    if (check instanceof SignedReceipts.Check.Worthless) {
      return Optional.empty();
    } else if (check instanceof SignedReceipts.Check.Ahead ahead) {
      return Optional.of(new Ahead(ahead.statement()));
    }
    JournalPosition position = receipt.getPosition();
    boolean doubtful =
        !(check instanceof SignedReceipts.Check.Genuine)
            || operator.isRetired(
                operator.known(position.getStatement()),
                position.getTimestampMillis(),
                writtenMillis);
    return Optional.of(new Told(receipt.getNumber(), entry, doubtful));
  }

  /**
   * Returns the entry that a payee's receipt tells of.
   *
   * @throws MalformedRecordException if the receipt tells of none, or of somebody else's
   */
  public static Entry entry(Receipt receipt) throws MalformedRecordException {
    if (receipt.getStatus() != ReceiptStatus.CREDITED || receipt.getEntry() == null) {
      throw new MalformedRecordException("the receipt tells of no credit");
    }
    byte[] payload = new byte[receipt.getEntry().remaining()];
    receipt.getEntry().duplicate().get(payload);
    Entry entry = Entry.parse(payload);
    if (!entry.record().getPayee().equals(receipt.getAccount())
        || !entry.record().getCommandId().equals(receipt.getCommandId())) {
      throw new MalformedRecordException("the receipt tells of another account's credit");
    }
    return entry;
  }
}
