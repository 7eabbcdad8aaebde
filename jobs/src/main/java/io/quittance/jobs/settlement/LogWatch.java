package io.quittance.jobs.settlement;

import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a topic every second, beside the job, and notes if it has become another log. */
final class LogWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
  private static final long PERIOD_SECONDS = 1;

  private final LogLook look;
  private final Topic topic;
  private final LogIdentity expected;
  private final Consumer<LogLook> more;
  private final ScheduledExecutorService timer;
  private volatile Optional<String> change = Optional.empty();

  private LogWatch(LogLook look, Topic topic, LogIdentity expected, Consumer<LogLook> more) {
    this.look = look;
    this.topic = topic;
    this.expected = expected;
    this.more = more;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "watch log " + topic.name());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to look; the look is closed with the watch. */
  static LogWatch start(LogLook look, Topic topic, LogIdentity expected) {
    return start(look, topic, expected, same -> {});
  }

  /**
   * Starts to look; the look is closed with the watch.
   *
   * @param more what else is looked at while it is the same log, in the watch's thread
   */
  static LogWatch start(LogLook look, Topic topic, LogIdentity expected, Consumer<LogLook> more) {
    LogWatch watch = new LogWatch(look, topic, expected, more);
    watch.timer.scheduleWithFixedDelay(
        watch::compare, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  private void compare() {
    try {
      Optional<LogIdentity> now = look.identity();
      // Between deletion and creation there is none: nothing can be read then either.
      if (now.isPresent() && !now.get().equals(expected)) {
        change = Optional.of("the job knew " + expected + ", and now there is " + now.get());
      } else if (now.isPresent()) {
        more.accept(look);
      }
    } catch (RuntimeException unreachable) {
      LOG.debug("topic {} cannot be looked at", topic.name(), unreachable);
    }
  }

  /** Returns, in words, what the topic has become, where that is another log. */
  Optional<String> change() {
    return change;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    look.close();
  }
}
