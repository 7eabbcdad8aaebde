package io.quittance.schemas;

/**
 * Which partition a key belongs to: Kafka's murmur2 partitioner, the default of its Java client.
 *
 * <p>Written out here because a verdict depends on it ({@code WRONG_PARTITION}): it must not change
 * with a client library. Tested against the client's own function.
 */
public final class Partitions {
  private static final int SEED = 0x9747b28c;
  private static final int MULTIPLIER = 0x5bd1e995;
  private static final int SHIFT = 24;

  private Partitions() {}

  /** Returns the partition of an account, 0 to {@code count} - 1. */
  public static int of(AccountId account, int count) {
    return of(account.toBytes(), count);
  }

  /** Returns the partition of a record key, 0 to {@code count} - 1. */
  public static int of(byte[] key, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a topic has at least one partition, not " + count);
    }
    return (murmur2(key) & Integer.MAX_VALUE) % count;
  }

  /** Returns MurmurHash2 (Appleby 2008), 32 bits, little-endian, with Kafka's seed. */
  static int murmur2(byte[] data) {
    int hash = SEED ^ data.length;
    int whole = data.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int block = littleEndian(data, i, 4) * MULTIPLIER;
      block = (block ^ (block >>> SHIFT)) * MULTIPLIER;
      hash = hash * MULTIPLIER ^ block;
    }
    if (whole < data.length) {
      hash = (hash ^ littleEndian(data, whole, data.length - whole)) * MULTIPLIER;
    }
    hash = (hash ^ (hash >>> 13)) * MULTIPLIER;
    return hash ^ (hash >>> 15);
  }

  private static int littleEndian(byte[] data, int offset, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value |= (data[offset + i] & 0xff) << 8 * i;
    }
    return value;
  }
}
