package io.quittance.jobs.record;

import io.quittance.schemas.AccountId;
import java.util.Objects;

/**
 * A record ready to be written to a topic.
 *
 * <p>The arrays are not copied: who makes one gives them away.
 *
 * @param key the record key, null where there is none
 * @param value the record value, in Avro single-object encoding
 */
public record TopicRecord(byte[] key, byte[] value) {
  public TopicRecord {
    Objects.requireNonNull(value, "value");
  }

  /** Returns the account that the record is keyed by. */
  public AccountId account() {
    return AccountId.of(key);
  }
}
