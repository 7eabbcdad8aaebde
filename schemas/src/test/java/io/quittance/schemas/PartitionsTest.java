package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  private static final long SEED = 20261122L;

  @Test
  void murmur2_randomKeysOfEveryLength_agreesWithKafka() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      byte[] key = new byte[i % 70];
      random.nextBytes(key);
      assertEquals(Utils.murmur2(key), Partitions.murmur2(key), "seed " + SEED + ", key " + i);
    }
  }

  @Test
  void of_randomKeysAndCounts_agreesWithKafkasProducer() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      byte[] key = new byte[AccountId.BYTES];
      random.nextBytes(key);
      int count = 1 + random.nextInt(1_000);
      assertEquals(
          BuiltInPartitioner.partitionForKey(key, count),
          Partitions.of(AccountId.of(key), count),
          "seed " + SEED + ", key " + i);
    }
  }

  @Test
  void of_noPartition_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> Partitions.of(new byte[32], 0));
    assertEquals(0, Partitions.of(new byte[32], 1));
  }
}
