package io.quittance.ledger.submission;

import io.quittance.ledger.command.Bytes;
import io.quittance.schemas.JournalPosition;
import java.util.Optional;

/**
 * One record of the journal, as it stands there.
 *
 * @param position where it stands
 * @param key record key; empty where it was null
 * @param value record value; empty where it was null
 * @param stamp by what it is judged
 */
public record Submission(
    Position position, Optional<Bytes> key, Optional<Bytes> value, Stamp stamp) {
  /** Returns where it stands and by what it is judged, as it stands in what follows from it. */
  public JournalPosition judged() {
    return position.judgedBy(stamp.statement());
  }

  /** Returns the submission of a record whose key and value may be null. */
  public static Submission of(Position position, byte[] key, byte[] value, Stamp stamp) {
    return new Submission(
        position,
        Optional.ofNullable(key).map(Bytes::of),
        Optional.ofNullable(value).map(Bytes::of),
        stamp);
  }

  /** Returns the submission of a record behind the first statement only, at its own time. */
  public static Submission of(Position position, byte[] key, byte[] value) {
    return of(position, key, value, new Stamp(Stamp.FIRST, position.timestampMillis()));
  }
}
