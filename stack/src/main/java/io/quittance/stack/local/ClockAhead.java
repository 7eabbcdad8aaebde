package io.quittance.stack.local;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A broker's clock that shows another time of day than this machine's; it goes as fast. */
final class ClockAhead implements Time {
  private final long aheadMillis;

  private ClockAhead(long aheadMillis) {
    this.aheadMillis = aheadMillis;
  }

  /** Returns a clock that is ahead by so much, or behind if it is less than nothing. */
  static Time by(Duration ahead) {
    return ahead.isZero() ? Time.SYSTEM : new ClockAhead(ahead.toMillis());
  }

  @Override
  public long milliseconds() {
    return Time.SYSTEM.milliseconds() + aheadMillis;
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
      throws InterruptedException {
    Time.SYSTEM.waitObject(object, condition, deadlineMillis - aheadMillis);
  }
}
