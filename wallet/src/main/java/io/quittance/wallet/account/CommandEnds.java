package io.quittance.wallet.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/** Until when the commands of one signer may be accepted, by his clock. */
final class CommandEnds {
  /**
   * How long commands may be accepted after they were signed, if nobody says otherwise: longer than
   * a ledger or a processor's queue may stand still, and than clocks may differ, and yet not for
   * ever.
   */
  private static final Duration VALIDITY = Duration.ofHours(24);

  private static final Duration MOST = Duration.ofDays(365_000);

  private final InstantSource clock;
  private Duration validity = VALIDITY;

  CommandEnds(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Says how long commands may be accepted after they were signed.
   *
   * @throws IllegalArgumentException if that is not a time ahead, or more than a thousand years
   */
  void endAfter(Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "a command is valid for up to " + MOST + ", not " + duration);
    }
    validity = duration;
  }

  /** Returns until when a command may be accepted that is signed now, milliseconds of log time. */
  long notAfter() {
    return clock.instant().plus(validity).toEpochMilli();
  }
}
