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
  private static final String PRODUCER_EXPIRATION = "producer.id.expiration.ms";
  private static final String TRANSACTION_REPLICAS = "transaction.state.log.replication.factor";
  private static final String TRANSACTION_MIN_IN_SYNC = "transaction.state.log.min.isr";

  /** Where there are more brokers than one, what is acknowledged must outlive any one of them. */
  static final int MIN_IN_SYNC = 2;

  /**
   * How often the time between checkpoints a broker must remember an idle id at least: the job has
   * an id ready from one checkpoint to the next, and some fail.
   */
  private static final int REMEMBERED_CHECKPOINTS = 10;

  /**
   * How long a broker must remember an idle producer at least: as long as a producer may try to
   * send the same records again (Kafka's default of {@code delivery.timeout.ms}).
   */
  private static final Duration SENT_AGAIN = Duration.ofMinutes(2);

  /**
   * Most ids of either kind that a broker may have to remember. Each checkpoint takes new ones: a
   * transactional id for each writer, and with it a producer id for each writer and each partition
   * that it has written to. One takes some 300 bytes of the broker's heap, 270 measured.
   */
  static final long MAX_REMEMBERED = 1_000_000;

  /** As short as this is always short enough, however many instances a job has. */
  private static final Duration SHORT_FOR_PRODUCERS = Duration.ofMinutes(10);

  private static final Duration SHORT_FOR_IDS = Duration.ofHours(2);

  private final int brokers;
  private final int partitions;
  private final int writers;
  private final Duration checkpointInterval;
  private final Duration transactionTimeout;
  private final Duration idleId;

  /**
   * Makes the rules.
   *
   * @param partitions number of partitions of the topic that the job writes in transactions
   */
  BrokerRules(int brokers, int partitions, SettlementOptions options) {
    this.brokers = brokers;
    this.partitions = partitions;
    this.writers = options.parallelism();
    this.checkpointInterval = options.checkpointInterval();
    this.transactionTimeout = options.transactionTimeout();
    this.idleId = checkpointInterval.multipliedBy(REMEMBERED_CHECKPOINTS);
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
    if (number(settings, PRODUCER_EXPIRATION, Long.MAX_VALUE) < SENT_AGAIN.toMillis()) {
      unmet.add(
          String.format(
              "broker %s forgets an idle producer after %s ms (%s), and one may send the same again"
                  + " for %d ms",
              broker,
              settings.get(PRODUCER_EXPIRATION),
              PRODUCER_EXPIRATION,
              SENT_AGAIN.toMillis()));
    }
    requireFew(broker, settings, ID_EXPIRATION, writers, SHORT_FOR_IDS, unmet);
    requireFew(
        broker,
        settings,
        PRODUCER_EXPIRATION,
        (long) writers * partitions,
        SHORT_FOR_PRODUCERS,
        unmet);
    replicated(broker, settings, unmet);
    return unmet;
  }

  /** What is remembered too long fills the broker's memory within a day, and then all stands. */
  private void requireFew(
      String broker,
      Map<String, String> settings,
      String setting,
      long perCheckpoint,
      Duration shortEnough,
      List<String> unmet) {
    long longestMillis =
        Math.max(
            shortEnough.toMillis(), MAX_REMEMBERED / perCheckpoint * checkpointInterval.toMillis());
    long foundMillis = number(settings, setting, 0);
    if (foundMillis > longestMillis) {
      unmet.add(
          String.format(
              "broker %s has %s=%d: with %d new ids at each checkpoint, one in %d ms, it would have"
                  + " to remember %d of them, and %d are too many for its memory: lower it to %d or"
                  + " less, or lengthen the checkpoint interval",
              broker,
              setting,
              foundMillis,
              perCheckpoint,
              checkpointInterval.toMillis(),
              foundMillis / checkpointInterval.toMillis() * perCheckpoint,
              MAX_REMEMBERED,
              longestMillis));
    }
  }

  private void replicated(String broker, Map<String, String> settings, List<String> unmet) {
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
  }

  static long number(Map<String, String> settings, String name, long untold) {
    String value = settings.get(name);
    return value == null ? untold : Long.parseLong(value);
  }
}
