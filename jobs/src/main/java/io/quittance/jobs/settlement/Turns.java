package io.quittance.jobs.settlement;

/**
 * Gives the accounts of an instance that have more to do their turns, one at a time and with a
 * pause between, however many they are: records and barriers come first.
 */
final class Turns {
  /** From one turn to the next; a turn takes some milliseconds itself. */
  static final long PAUSE_MILLIS = 5;

  private long lastBegunMillis = Long.MIN_VALUE;
  private long lastGivenMillis = Long.MIN_VALUE;

  /** Returns when the next turn is free. */
  long next(long nowMillis) {
    lastGivenMillis = Math.max(lastGivenMillis, nowMillis) + PAUSE_MILLIS;
    return lastGivenMillis;
  }

  /** Returns whether a turn may begin now: after a restart, say, many are due at once. */
  boolean begin(long nowMillis) {
    if (lastBegunMillis != Long.MIN_VALUE
        && nowMillis >= lastBegunMillis
        && nowMillis - lastBegunMillis < PAUSE_MILLIS) {
      return false;
    }
    lastBegunMillis = nowMillis;
    return true;
  }
}
