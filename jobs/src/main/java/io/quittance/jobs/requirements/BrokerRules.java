package io.quittance.jobs.requirements;

import io.quittance.jobs.settlement.SettlementOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the settings of each broker must be, for transactions to be exactly once. */
final class BrokerRules {
  private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";
  private static final String ID_EXPIRATION = "transactional.id.expiration.ms";
  private static final String TRANSACTION_REPLICAS = "transaction.state.log.replication.factor";
  private static final String TRANSACTION_MIN_IN_SYNC = "transaction.state.log.min.isr";

  /** Where there are more brokers than one, what is acknowledged must outlive any one of them. */
  static final int MIN_IN_SYNC = 2;

  /**
   * How often the time between checkpoints a broker must remember an idle id at least: the job has
   * an id ready from one checkpoint to the next, and some fail.
   */
  private static final int REMEMBERED_CHECKPOINTS = 10;

  private final int brokers;
  private final Duration transactionTimeout;
  private final Duration idleId;

  BrokerRules(int brokers, SettlementOptions options) {
    this.brokers = brokers;
    this.transactionTimeout = options.transactionTimeout();
    this.idleId = options.checkpointInterval().multipliedBy(REMEMBERED_CHECKPOINTS);
  }

  /** Says in a sentence each what does not fit. */
  List<String> unmet(String broker, Map<String, String> settings) {
    List<String> unmet = new ArrayList<>();
    if (number(settings, MAX_TRANSACTION_TIMEOUT, Long.MAX_VALUE) < transactionTimeout.toMillis()) {
      unmet.add(
          String.format(
              "broker %s grants transactions %s ms (%s), the job's are open for up to %d ms:"
                  + " raise the broker's limit or lower the job's transaction timeout",
              broker,
              settings.get(MAX_TRANSACTION_TIMEOUT),
              MAX_TRANSACTION_TIMEOUT,
              transactionTimeout.toMillis()));
    }
    if (number(settings, ID_EXPIRATION, Long.MAX_VALUE) < idleId.toMillis()) {
      unmet.add(
          String.format(
              "broker %s forgets an idle transactional id after %s ms (%s), and the job's may idle"
                  + " for %d ms, ten times its checkpoint interval",
              broker, settings.get(ID_EXPIRATION), ID_EXPIRATION, idleId.toMillis()));
    }
    int needed = Math.min(MIN_IN_SYNC, brokers);
    long inSync = number(settings, TRANSACTION_MIN_IN_SYNC, needed);
    if (inSync < needed) {
      unmet.add(
          String.format(
              "broker %s has %s=%d and needs %d, or a commit may be forgotten with one broker",
              broker, TRANSACTION_MIN_IN_SYNC, inSync, needed));
    }
    long replicas = number(settings, TRANSACTION_REPLICAS, inSync);
    if (replicas < Math.max(inSync, needed)) {
      unmet.add(
          String.format(
              "broker %s has %s=%d and needs %d at least, or no transaction can be committed",
              broker, TRANSACTION_REPLICAS, replicas, Math.max(inSync, needed)));
    }
    if (Boolean.parseBoolean(settings.get(TopicRules.UNCLEAN_ELECTION))) {
      unmet.add(
          String.format(
              "broker %s has %s=true: one that missed the commits of transactions may become the"
                  + " leader and forget them",
              broker, TopicRules.UNCLEAN_ELECTION));
    }
    return unmet;
  }

  static long number(Map<String, String> settings, String name, long untold) {
    String value = settings.get(name);
    return value == null ? untold : Long.parseLong(value);
  }
}
