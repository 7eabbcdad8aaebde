package io.quittance.audit;

import io.quittance.ledger.submission.Position;
import io.quittance.schemas.audit.FoundDifference;
import java.time.Instant;
import java.util.Comparator;

/**
 * A place where what is published is not what the ledger says.
 *
 * @param place the record that is wrong; where one is missing, the command it should be about
 * @param what what it is about
 * @param expected what the ledger says
 * @param found what stands there
 */
public record Difference(Place place, String what, String expected, String found) {
  /** Orders differences by log time: what follows from an error comes after it. */
  static final Comparator<Difference> FIRST_IN_LOG_TIME =
      Comparator.<Difference>comparingLong(
              difference -> difference.place().position().timestampMillis())
          .thenComparing(difference -> difference.place().topic(), Comparator.reverseOrder())
          .thenComparingInt(difference -> difference.place().position().partition())
          .thenComparingLong(difference -> difference.place().position().offset());

  static Difference of(FoundDifference record) {
    return new Difference(
        new Place(
            record.getTopic(),
            new Position(record.getPartition(), record.getOffset(), record.getTimestampMillis())),
        record.getWhat(),
        record.getExpected(),
        record.getFound());
  }

  FoundDifference toRecord() {
    Position position = place.position();
    return new FoundDifference(
        place.topic(),
        position.partition(),
        position.offset(),
        position.timestampMillis(),
        what,
        expected,
        found);
  }

  /** Returns the topic, partition and offset, as {@code topic-partition@offset}. */
  public String where() {
    return place.toString();
  }

  /** Returns the log time of the record. */
  public Instant when() {
    return Instant.ofEpochMilli(place.position().timestampMillis());
  }

  @Override
  public String toString() {
    return place + ": " + what + ": expected " + expected + ", found " + found;
  }
}
