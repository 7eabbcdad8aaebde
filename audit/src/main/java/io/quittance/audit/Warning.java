package io.quittance.audit;

import java.time.Instant;

/**
 * What an auditor should look into, though it changes nothing in the books.
 *
 * @param place the record that it is about
 * @param sentence what was found there
 */
public record Warning(Place place, String sentence) {
  /** Returns the log time of the record. */
  public Instant when() {
    return Instant.ofEpochMilli(place.position().timestampMillis());
  }

  @Override
  public String toString() {
    return place + ": " + sentence;
  }
}
