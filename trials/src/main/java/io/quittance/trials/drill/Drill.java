package io.quittance.trials.drill;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.stack.cluster.Cluster;
import io.quittance.stack.cluster.ClusterOptions;
import io.quittance.stack.local.LedgerCounts;
import io.quittance.trials.demo.Demo;
import io.quittance.trials.demo.DemoOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Loses all state of a job under whose hand money has moved since the last savepoint, restores that
 * savepoint, and compares what is published before and after.
 */
public final class Drill {
  private static final Duration START_PATIENCE = Duration.ofMinutes(10);
  private static final Duration REPLAY_PATIENCE = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 500;

  /** How often in a row all must be seen to be done. */
  private static final int LOOKS = 2;

  private final DemoOptions load;
  private final Site site;
  private final PrintStream out;

  Drill(DemoOptions load, Site site, PrintStream out) {
    this.load = load;
    this.site = site;
    this.out = out;
  }

  /**
   * Runs the drill on a new cluster of processes.
   *
   * @param load who pays whom, half of it before the savepoint and half after
   * @param brokers number of Kafka brokers, 1 or 3 to 5
   * @param directory an empty directory
   * @return whether the restored ledger says what the lost one said
   */
  public static boolean onCluster(DemoOptions load, int brokers, Path directory, PrintStream out)
      throws Exception {
    ClusterOptions options =
        ClusterOptions.in(QuittanceHome.of(directory))
            .anyPorts()
            .withBrokers(brokers, Duration.ZERO);
    out.println("Starting Kafka, a JobManager and TaskManagers as processes of their own ...");
    try (Cluster cluster = Cluster.start(options, START_PATIENCE)) {
      out.println("  web UI " + cluster.webUi() + ", logs " + cluster.directory());
      ClusterSite site = new ClusterSite(cluster, options.settlement());
      site.begin();
      return new Drill(load, site, out).run();
    }
  }

  /** Runs the drill and returns whether the restored ledger says what the lost one said. */
  boolean run() throws Exception {
    Path yesterday;
    try (Demo demo = new Demo(load, site, out, false)) {
      demo.prepare();
      demo.round(Math.max(1, load.transfers() / 2), "Yesterday: payments before the savepoint");
      yesterday = site.savepoint();
      out.println("The savepoint is put aside: " + yesterday);
      demo.round(Math.max(1, load.transfers() / 2), "Today: payments after it");
      if (!demo.finish()) {
        return false;
      }
    }
    LedgerCounts counted = site.counts();
    PublishedDigest before = digest();
    out.println();
    out.println("What is published           " + words(before));
    out.println();
    site.strike();
    out.println("The disaster: Flink's processes are killed, all checkpoints deleted.");
    long struck = System.nanoTime();
    site.restore(yesterday);
    out.printf("Yesterday's savepoint runs again after %.0f s.%n", secondsSince(struck));
    awaitReplay(counted);
    PublishedDigest after = digest();
    long patience = System.nanoTime() + REPLAY_PATIENCE.toNanos();
    while (!isReplayed(before, after) && System.nanoTime() < patience) {
      Thread.sleep(POLL_MILLIS);
      after = digest();
    }
    out.printf("Today is replayed after %.0f s.%n", secondsSince(struck));
    out.println();
    out.println("What is published now       " + words(after));
    out.printf(
        Locale.ROOT,
        "Written again, word for word: %,d receipts and %,d events; they count once.%n",
        after.repeatedReceipts() - before.repeatedReceipts(),
        after.repeatedEvents() - before.repeatedEvents());
    return verdict(before, after);
  }

  private boolean verdict(PublishedDigest before, PublishedDigest after) {
    if (after.contradictions() > 0) {
      out.printf("FAIL: %,d of them say otherwise than before.%n", after.contradictions());
    } else if (!before.says(after)) {
      out.println("FAIL: the digests differ.");
    } else if (!isReplayed(before, after)) {
      out.println("FAIL: nothing was replayed, so nothing is proved.");
    } else {
      out.println("The digests are the same: the restored ledger says what the lost one said.");
      return true;
    }
    return false;
  }

  private static boolean isReplayed(PublishedDigest before, PublishedDigest after) {
    return before.says(after)
        && after.repeatedEvents() > before.repeatedEvents()
        && after.repeatedReceipts() > before.repeatedReceipts();
  }

  /**
   * Waits until the job has judged all that it had judged, and what it settled is final. A commit
   * follows its checkpoint at once, and the checkpoint is what is seen; so it looks twice.
   */
  private void awaitReplay(LedgerCounts lost) throws InterruptedException {
    long deadline = System.nanoTime() + REPLAY_PATIENCE.toNanos();
    int done = 0;
    while (done < LOOKS) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the logs were not replayed within " + REPLAY_PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(POLL_MILLIS);
      done = isDone(lost) ? done + 1 : 0;
    }
  }

  private boolean isDone(LedgerCounts lost) throws InterruptedException {
    try {
      LedgerCounts now = site.counts();
      return commandsRead(now) == commandsRead(lost)
          && now.accepted() == lost.accepted()
          && now.rejectedInAll() == lost.rejectedInAll()
          && now.underway() == 0
          && now.uncommitted() == 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Entries and statements a new start may write again. */
  private static long commandsRead(LedgerCounts counts) {
    return counts.read() - counts.entriesRead() - counts.statements();
  }

  private PublishedDigest digest() throws QuittanceException {
    return PublishedDigest.of(site.network(), KafkaSettings.NONE);
  }

  private static String words(PublishedDigest digest) {
    return String.format(
        Locale.ROOT,
        "%,d receipts, %,d events, %,d balances%n  digest %s",
        digest.receipts(),
        digest.events(),
        digest.accounts(),
        digest.value());
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
