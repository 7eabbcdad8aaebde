package io.quittance.trials.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What happened when: the faults, and for each the longest time after it without any verdict while
 * commands were waiting for theirs. Safe for use by two threads: one breaks, one watches.
 */
final class Timeline {
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanoTime;
  private final long start;
  private final List<Entry> entries = new ArrayList<>();
  private final LongSupplier decided;
  private final BooleanSupplier busy;
  private long lastDecided;
  private long decidedAtFault;
  private long quietSince;

  /** Makes a timeline that is told how many verdicts there are and whether more are awaited. */
  Timeline(LongSupplier decided, BooleanSupplier busy) {
    this(decided, busy, System::nanoTime);
  }

  /** Makes a timeline that goes by another clock, in nanoseconds since any moment. */
  Timeline(LongSupplier decided, BooleanSupplier busy, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.quietSince = start;
    this.decided = decided;
    this.busy = busy;
  }

  /**
   * A fault and what it cost.
   *
   * @param atNanos when, since the start
   * @param what what was done
   * @param stallNanos longest time without a verdict after it, as long as one was awaited
   */
  record Entry(long atNanos, String what, long stallNanos) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%8.1f s  %-72s %6.2f s without a receipt",
          atNanos / NANOS_PER_SECOND,
          what,
          stallNanos / NANOS_PER_SECOND);
    }
  }

  /** Notes a fault. */
  synchronized Entry add(String what) {
    watch();
    Entry entry = new Entry(nanoTime.getAsLong() - start, what, 0);
    entries.add(entry);
    decidedAtFault = decided.getAsLong();
    return entry;
  }

  /** Looks whether verdicts have come; to be called often. */
  synchronized void watch() {
    long now = nanoTime.getAsLong();
    long verdicts = decided.getAsLong();
    if (verdicts != lastDecided || !busy.getAsBoolean()) {
      lastDecided = verdicts;
      quietSince = now;
    } else if (!entries.isEmpty()) {
      int last = entries.size() - 1;
      Entry entry = entries.get(last);
      long stall = now - Math.max(quietSince, start + entry.atNanos());
      if (stall > entry.stallNanos()) {
        entries.set(last, new Entry(entry.atNanos(), entry.what(), stall));
      }
    }
  }

  /** Returns whether a verdict has come since the last fault, or none is awaited. */
  synchronized boolean hasRecovered() {
    watch();
    return !busy.getAsBoolean() || decided.getAsLong() > decidedAtFault;
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Returns median and longest stall in one line. */
  synchronized String summary() {
    double[] seconds =
        entries.stream().mapToDouble(entry -> entry.stallNanos() / NANOS_PER_SECOND).toArray();
    if (seconds.length == 0) {
      return "no fault was made";
    }
    Arrays.sort(seconds);
    return String.format(
        Locale.ROOT,
        "%d faults; longest time without a receipt after one: median %.2f s, most %.2f s",
        seconds.length,
        seconds[(seconds.length - 1) / 2],
        seconds[seconds.length - 1]);
  }
}
