package io.quittance.simulation;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Reads the logs of a finished simulation once more, in another order: which partition and which
 * log comes first, where batches end, where barriers fall and how many tasks there are is a seed's
 * chance. The outcome must not depend on it.
 */
public final class Interleaving {
  private static final int MAX_PARALLELISM = 4;

  private final SimulatedKafka kafka;
  private final RandomGenerator random;
  private final Outcome.Collector collector;
  private final RunningJob job;
  private final int credits;
  private final int work;
  private long checkpoints;

  private Interleaving(Logs logs, long seed, Tampering tampering) throws Exception {
    this.kafka = logs.kafka.replayed();
    this.collector = new Outcome.Collector(logs.submissions);
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    // How much of what is read are credits, and how soon the tasks come to what is under way.
    this.credits = new int[] {0, 5, 30, 50, 70, 95, 100}[random.nextInt(7)];
    this.work = 5 + random.nextInt(90);
    SettlementOptions settings =
        SettlementOptions.defaults()
            .withBatch(1 + random.nextInt(20), Duration.ofMillis(random.nextInt(4)))
            .withCoalescedBalances(1 + random.nextInt(6))
            .withPace(
                new Pace(1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(4)));
    this.job =
        RunningJob.start(
            JobGraph.of(new SimulatedLedger(kafka.partitions(), logs.realProofs), settings),
            1 + random.nextInt(MAX_PARALLELISM),
            kafka,
            collector,
            tampering,
            random,
            Optional.empty());
  }

  /** The logs of a simulation. */
  public static final class Logs {
    private final SimulatedKafka kafka;
    private final Submissions submissions;
    private final boolean realProofs;

    Logs(SimulatedKafka kafka, Submissions submissions, boolean realProofs) {
      this.kafka = kafka;
      this.submissions = submissions;
      this.realProofs = realProofs;
    }

    /** Runs a simulation and returns the logs that it leaves. */
    public static Logs of(SimulationOptions options) throws Exception {
      return Simulation.logs(options);
    }
  }

  /** Returns what comes of the logs in one order. */
  public static Outcome of(Logs logs, long seed) throws Exception {
    return of(logs, seed, Tampering.NONE);
  }

  /** Returns what comes of the logs in one order, of a job that says something else. */
  static Outcome of(Logs logs, long seed, Tampering tampering) throws Exception {
    Interleaving interleaving = new Interleaving(logs, seed, tampering);
    try {
      return interleaving.run();
    } finally {
      interleaving.job.crash();
    }
  }

  private Outcome run() throws Exception {
    boolean moved = true;
    while (moved) {
      moved = random.nextInt(100) < work ? job.deliver() || read() : read() || job.deliver();
      if (random.nextInt(20) == 0) {
        kafka.pass(1, Long.MAX_VALUE);
        job.passTime();
      }
      if (!moved || random.nextInt(60) == 0) {
        // At the end the barrier drives the last commands out of their batches.
        moved = job.checkpoint(++checkpoints, random.nextBoolean()) != null && job.deliver();
        moved |= read();
      }
      if (!moved && job.hasTurnsToGive()) {
        kafka.pass(10, Long.MAX_VALUE);
        job.passTime();
        moved = true;
      }
    }
    return collector.outcome(job);
  }

  /** Reads the next record of a partition of one of the logs, the other one if there is none. */
  private boolean read() throws Exception {
    boolean settlementsFirst = random.nextInt(100) < credits;
    return read(settlementsFirst ? Topics.SETTLEMENTS : Topics.COMMANDS)
        || read(settlementsFirst ? Topics.COMMANDS : Topics.SETTLEMENTS);
  }

  private boolean read(Topic topic) throws Exception {
    int first = random.nextInt(kafka.partitions());
    for (int i = 0; i < kafka.partitions(); i++) {
      if (job.read(topic, (first + i) % kafka.partitions())) {
        return true;
      }
    }
    return false;
  }
}
