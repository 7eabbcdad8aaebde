package io.quittance.simulation;

import io.quittance.jobs.settlement.SettlementOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Reads the logs of a finished simulation once more, in another order: which partition and which
 * log comes first, where batches end, where barriers fall and how many tasks there are is a seed's
 * chance. The outcome must not depend on it; what comes of one partition must not even depend on
 * whether the others are read, nor what comes of its beginning on the rest of it.
 */
public final class Interleaving {
  private static final int MAX_PARALLELISM = 4;

  private final SimulatedKafka kafka;
  private final RandomGenerator random;
  private final Outcome.Collector collector;
  private final RunningJob job;
  private final long[] until;
  private final int work;
  private long checkpoints;

  private Interleaving(Logs logs, long seed, Part part, Tampering tampering) throws Exception {
    this.kafka = logs.kafka.replayed();
    this.collector = new Outcome.Collector(kafka.partitions());
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.until = new long[kafka.partitions()];
    for (int partition = 0; partition < until.length; partition++) {
      long end = kafka.journal().size(partition);
      until[partition] =
          switch (part) {
            case ALL -> end;
            case ONE_PARTITION -> partition == seed % until.length ? end : 0;
            case BEGINNINGS -> random.nextLong(end + 1);
          };
    }
    // How soon the tasks come to what is under way.
    this.work = 5 + random.nextInt(90);
    SettlementOptions settings =
        SettlementOptions.defaults()
            .withBatch(1 + random.nextInt(20), Duration.ofMillis(random.nextInt(4)))
            .withCoalescedBalances(1 + random.nextInt(6));
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

  /** What of the journal is read. */
  enum Part {
    ALL,
    /** One partition, which the seed says, and nothing of the others. */
    ONE_PARTITION,
    /** Of each partition so much from its beginning on. */
    BEGINNINGS
  }

  /** The logs of a simulation. */
  public static final class Logs {
    private final SimulatedKafka kafka;
    private final boolean realProofs;

    Logs(SimulatedKafka kafka, boolean realProofs) {
      this.kafka = kafka;
      this.realProofs = realProofs;
    }

    int partitions() {
      return kafka.partitions();
    }

    SimulatedKafka kafka() {
      return kafka;
    }

    /** Runs a simulation and returns the logs that it leaves. */
    public static Logs of(SimulationOptions options) throws Exception {
      return Simulation.logs(options);
    }
  }

  /** Returns what comes of the logs in one order. */
  public static Outcome of(Logs logs, long seed) throws Exception {
    return of(logs, seed, Part.ALL, Tampering.NONE);
  }

  /**
   * Returns what comes of a part of the logs in one order, of a job that may say something else.
   */
  static Outcome of(Logs logs, long seed, Part part, Tampering tampering) throws Exception {
    Interleaving interleaving = new Interleaving(logs, seed, part, tampering);
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
        // At the end the barrier drives the last records out of their batches.
        moved = job.checkpoint(++checkpoints, random.nextBoolean()).isPresent() && job.deliver();
        moved |= read();
      }
    }
    return collector.outcome(job);
  }

  /** Reads the next record of a partition of the journal, if there is one. */
  private boolean read() throws Exception {
    int first = random.nextInt(kafka.partitions());
    for (int i = 0; i < kafka.partitions(); i++) {
      int partition = (first + i) % kafka.partitions();
      if (job.journalRead(partition) < until[partition] && job.read(partition)) {
        return true;
      }
    }
    return false;
  }
}
