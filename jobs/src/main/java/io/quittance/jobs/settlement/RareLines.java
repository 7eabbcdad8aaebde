package io.quittance.jobs.settlement;

import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Tells of things that may come in great numbers, in few lines: the first at once, and then, at
 * most once in a while, how many there were and the latest of them.
 */
final class RareLines {
  private final BiConsumer<Long, String> line;
  private final long pauseMillis;
  private long untold;
  private String latest;
  private long nextMillis = Long.MIN_VALUE;

  /**
   * Makes it.
   *
   * @param line writes a line about so many things, of which one is named
   * @param pause shortest time between two lines
   */
  RareLines(BiConsumer<Long, String> line, Duration pause) {
    this.line = line;
    this.pauseMillis = pause.toMillis();
  }

  /** Counts a thing. */
  void add(String thing) {
    untold++;
    latest = thing;
  }

  /** Writes a line if there is something to tell and the last one was long enough ago. */
  void tell(long nowMillis) {
    if (untold > 0 && nowMillis >= nextMillis) {
      nextMillis = nowMillis + pauseMillis;
      tellAll();
    }
  }

  /** Writes a line if there is something to tell. */
  void tellAll() {
    if (untold > 0) {
      line.accept(untold, latest);
      untold = 0;
    }
  }
}
