package io.quittance.jobs.record;

import java.util.Objects;

/**
 * A settled event that was sent to the settlements topic and has not been read back.
 *
 * @param sentAtMillis when it was last sent, by the instance's clock
 * @param value the event, in Avro single-object encoding
 */
public record Unconfirmed(long sentAtMillis, byte[] value) {
  public Unconfirmed {
    Objects.requireNonNull(value, "value");
  }
}
