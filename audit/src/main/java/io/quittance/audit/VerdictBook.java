package io.quittance.audit;

import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.audit.DueVerdict;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The ledger's verdict on every record of the journal, and the comparison of receipts and
 * rejections with it. Of a verdict only digests are kept, and which receipts are still to be found.
 */
final class VerdictBook {
  private static final String ACCEPTED = ReceiptStatus.ACCEPTED.name();

  /** Whom a receipt tells: who sent the record, or who was credited at its place. */
  private enum Told {
    SENDER,
    PAYEE;

    byte[] key(JournalPosition position) {
      byte[] place = Place.key(position);
      byte[] key = Arrays.copyOf(place, place.length + 1);
      key[place.length] = (byte) ordinal();
      return key;
    }

    static Told of(byte[] key) {
      return values()[key[key.length - 1]];
    }
  }

  private final AuditStore store;
  private final Counts counts;
  private final Differences differences;

  VerdictBook(AuditStore store, Counts counts, Differences differences) {
    this.store = store;
    this.counts = counts;
    this.differences = differences;
  }

  /** Notes that a command is accepted. */
  void accepted(Receipt receipt) {
    put(
        Place.key(receipt.getPosition()),
        new DueVerdict(null, digest(SingleObject.encode(receipt)), null));
    due(Told.SENDER, receipt);
  }

  /** Notes that a payee has been credited. */
  void credited(Receipt receipt) {
    store.put(
        Table.CREDIT_RECEIPT,
        Place.key(receipt.getPosition()),
        digest(SingleObject.encode(receipt)).bytes());
    due(Told.PAYEE, receipt);
  }

  /** Notes that a command or an entry is rejected. */
  void rejected(Rejection rejection) {
    put(
        Place.key(rejection.submission().judged()),
        new DueVerdict(
            rejection.reason().code().name(),
            rejection.receipt().map(receipt -> digest(SingleObject.encode(receipt))).orElse(null),
            digest(withoutExplanation(rejection.toRecord()))));
    rejection.receipt().ifPresent(receipt -> due(Told.SENDER, receipt));
  }

  private void due(Told told, Receipt receipt) {
    store.put(
        Table.UNTOLD,
        told.key(receipt.getPosition()),
        AuditStore.key(receipt.getPosition().getTimestampMillis()));
  }

  /** Returns the record that a receipt is due for, from what {@link Table#UNTOLD} keeps. */
  static Place about(byte[] key, byte[] value) {
    ByteBuffer place = ByteBuffer.wrap(key);
    return new Place(
        Topics.JOURNAL.name(),
        new Position(place.getInt(), place.getLong(), ByteBuffer.wrap(value).getLong()));
  }

  /** Names a receipt that is due. */
  static String named(byte[] key, Place about) {
    return (Told.of(key) == Told.PAYEE ? "the receipt for the credit at " : "the receipt for ")
        + about;
  }

  /** Compares a genuine receipt. */
  void receipt(Place place, Receipt receipt) {
    counts.add(Counts.RECEIPTS, 1);
    boolean credit = receipt.getStatus() == ReceiptStatus.CREDITED;
    // What it says is compared below: here it only matters that somebody was told something.
    store.delete(Table.UNTOLD, (credit ? Told.PAYEE : Told.SENDER).key(receipt.getPosition()));
    if (credit) {
      creditReceipt(place, receipt);
      return;
    }
    Optional<DueVerdict> due = at(Place.key(receipt.getPosition()));
    String found = receipt.getCode() == null ? ACCEPTED : receipt.getCode();
    String expected = said(receipt.getPosition());
    if (due.isEmpty() || due.get().getReceipt() == null || !found.equals(expected)) {
      differences.add(
          place, about("the receipt", Place.of(receipt.getPosition())), expected, found);
    } else if (!due.get().getReceipt().equals(digest(SingleObject.encode(receipt)))) {
      differences.add(
          place,
          about("the receipt", Place.of(receipt.getPosition())),
          "the command's own id, account, number, log time and statement",
          "others");
    }
  }

  private void creditReceipt(Place place, Receipt receipt) {
    Optional<byte[]> due = store.get(Table.CREDIT_RECEIPT, Place.key(receipt.getPosition()));
    String what = "the receipt for the credit at " + Place.of(receipt.getPosition());
    if (due.isEmpty()) {
      differences.add(place, what, "none, because nothing was counted there", "one");
    } else if (!new Fixed32(due.get()).equals(digest(SingleObject.encode(receipt)))) {
      differences.add(
          place, what, "the credit's own number, entry, log time and statement", "others");
    }
  }

  /** Compares a published rejection; how it is worded is not part of a verdict. */
  void rejection(Place place, io.quittance.schemas.receipt.Rejection rejection) {
    if (!rejection.getTopic().equals(Topics.JOURNAL.name())) {
      differences.add(
          place, "a rejection", "of a record of the journal", "of one of " + rejection.getTopic());
      return;
    }
    counts.add(Counts.REJECTIONS, 1);
    Optional<DueVerdict> due = at(Place.key(rejection.getPosition()));
    String what = about("the rejection", Place.of(Topics.JOURNAL, rejection.getPosition()));
    String expected = due.map(VerdictBook::said).orElse("no verdict");
    if (!rejection.getCode().equals(expected)) {
      differences.add(place, what, expected, rejection.getCode());
    } else if (!digest(withoutExplanation(rejection)).equals(due.get().getRejection())) {
      differences.add(place, what, "the record's bytes", "others");
    }
  }

  private static String about(String what, Place command) {
    return what + " for the command at " + command;
  }

  private static String said(DueVerdict due) {
    return due.getCode() == null ? ACCEPTED : due.getCode();
  }

  /** Returns the ledger's verdict on the command at a place, in words. */
  String said(JournalPosition position) {
    return at(Place.key(position))
        .map(VerdictBook::said)
        .orElse("no verdict, because no such command stands there");
  }

  private static byte[] withoutExplanation(io.quittance.schemas.receipt.Rejection rejection) {
    return SingleObject.encode(
        io.quittance.schemas.receipt.Rejection.newBuilder(rejection).setExplanation("").build());
  }

  private Optional<DueVerdict> at(byte[] place) {
    return store.get(Table.VERDICT, place).map(VerdictBook::decode);
  }

  private static DueVerdict decode(byte[] value) {
    try {
      return DueVerdict.getDecoder().decode(value);
    } catch (IOException altered) {
      throw new IllegalStateException("what the audit kept was altered", altered);
    }
  }

  private void put(byte[] place, DueVerdict verdict) {
    try {
      ByteBuffer record = DueVerdict.getEncoder().encode(verdict);
      byte[] value = new byte[record.remaining()];
      record.get(value);
      store.put(Table.VERDICT, place, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  static Fixed32 digest(byte[] bytes) {
    try {
      return new Fixed32(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
