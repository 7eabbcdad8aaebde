package io.quittance.wallet.grant;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.settlement.Settled;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of the log, by the log-append time of commands, in whole milliseconds.
 *
 * @param from its first moment
 * @param until the first moment after it
 */
public record Period(Instant from, Instant until) {
  /** Cuts both to whole milliseconds, as the log has them. */
  public Period {
    from = from.truncatedTo(ChronoUnit.MILLIS);
    until = until.truncatedTo(ChronoUnit.MILLIS);
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a period must end after it begins");
    }
  }

  /** Whether the command of an event entered the log in this period. */
  boolean contains(Settled event) {
    Instant time = Instant.ofEpochMilli(event.getPosition().getTimestampMillis());
    return !time.isBefore(from) && time.isBefore(until);
  }

  /** Reads a moment: a day, which begins at midnight UTC, or a full time in UTC. */
  public static Instant moment(String text) throws QuittanceException {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw QuittanceException.usage(
          "\"" + text + "\" is no time.",
          "Write a day such as 2026-11-25, which begins at midnight UTC, or a time such as"
              + " 2026-11-25T08:00:00Z.");
    }
  }

  @Override
  public String toString() {
    return from + " to " + until;
  }
}
