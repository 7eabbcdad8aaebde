package io.quittance.trials.chaos;

import io.quittance.stack.local.BrokerGroup;
import java.time.Duration;

/**
 * How a chaos run goes.
 *
 * @param duration how long faults are made, 10 seconds to 7 days
 * @param seed of the faults and of who pays whom; moments differ from run to run all the same
 * @param accounts number of accounts, 2 to 1000
 * @param rate transfers sent in a second, 1 to 1000
 * @param taskManagers number of TaskManagers, 2 to 8
 * @param brokers number of Kafka brokers, 1 or 3 to 5
 */
public record ChaosOptions(
    Duration duration, long seed, int accounts, int rate, int taskManagers, int brokers) {
  public ChaosOptions {
    BrokerGroup.requireSize(brokers);
    if (duration.toSeconds() < 10 || duration.toDays() > 7) {
      throw new IllegalArgumentException(
          "a chaos run takes 10 seconds to 7 days, not " + duration.toSeconds() + " seconds");
    }
    requireWithin("number of accounts", accounts, 2, 1000);
    requireWithin("rate", rate, 1, 1000);
    requireWithin("number of TaskManagers", taskManagers, 2, 8);
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
