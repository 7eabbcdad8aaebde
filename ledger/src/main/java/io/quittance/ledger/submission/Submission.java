package io.quittance.ledger.submission;

import io.quittance.ledger.command.Bytes;
import java.util.Optional;

/**
 * One record of the journal, as it stands there.
 *
 * @param position where it stands
 * @param key record key; empty where it was null
 * @param value record value; empty where it was null
 */
public record Submission(Position position, Optional<Bytes> key, Optional<Bytes> value) {
  /** Returns the submission of a record whose key and value may be null. */
  public static Submission of(Position position, byte[] key, byte[] value) {
    return new Submission(
        position,
        Optional.ofNullable(key).map(Bytes::of),
        Optional.ofNullable(value).map(Bytes::of));
  }
}
