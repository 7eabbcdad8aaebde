package io.quittance.wallet.account;

import io.quittance.ledger.command.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * How far an account's records in a topic have been read, and by what to tell that a log is still
 * the one that they were read from.
 *
 * @param partition of the topic
 * @param lastOffset where the account's last record stands that was read
 * @param lastDigest SHA-256 of its value, 32 bytes
 * @param nextOffset the first offset that was not read; later than the last record's
 */
public record ReadMark(int partition, long lastOffset, Bytes lastDigest, long nextOffset) {
  /** Size of the digest, in bytes. */
  static final int DIGEST_BYTES = 32;

  /** Checks that the numbers can be. */
  public ReadMark {
    Objects.requireNonNull(lastDigest, "lastDigest");
    if (partition < 0 || lastOffset < 0 || nextOffset <= lastOffset) {
      throw new IllegalArgumentException("no log can have been read that far");
    }
    if (lastDigest.length() != DIGEST_BYTES) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + lastDigest.length());
    }
  }

  /** The mark behind a record. */
  public static ReadMark behind(int partition, long offset, byte[] value) {
    return new ReadMark(partition, offset, digest(value), offset + 1);
  }

  /** The same last record, with more of others' read behind it. */
  public ReadMark upTo(long offset) {
    return new ReadMark(partition, lastOffset, lastDigest, Math.max(nextOffset, offset));
  }

  /** Whether a record value is that of the last record that was read. */
  public boolean isLast(byte[] value) {
    return lastDigest.equals(digest(value));
  }

  static Bytes digest(byte[] value) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK provides SHA-256", impossible);
    }
  }
}
