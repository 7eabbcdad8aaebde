package io.quittance.network.kafka;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hash of a record as it stands in a log, by which it is known again: SHA-256, 32 bytes. */
public final class RecordDigest {
  private RecordDigest() {}

  /** Returns the digest of a record. */
  public static byte[] of(ConsumerRecord<byte[], byte[]> record) {
    return of(record.timestamp(), record.key(), record.value());
  }

  /**
   * Returns the digest of timestamp (8 bytes), length of the key (4 bytes, -1 where there is none),
   * key and value.
   */
  public static byte[] of(long timestampMillis, byte[] key, byte[] value) {
    MessageDigest digest = sha256();
    digest.update(
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
            .putLong(timestampMillis)
            .putInt(key == null ? -1 : key.length)
            .array());
    if (key != null) {
      digest.update(key);
    }
    if (value != null) {
      digest.update(value);
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
