package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.Count;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One simulation: a crowd, the topics, the job and its judge, and chance, which decides who moves.
 *
 * <p>A step is one of these: a command is sent; a record is read from a topic; a task takes what is
 * under way to it; time passes; a checkpoint is taken or completed; a transaction is committed; the
 * job crashes and is restored. After each all promises are checked.
 */
public final class Simulation {
  private static final int STEPS_SHOWN = 12;
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private final SimulationOptions options;
  private final RandomGenerator random;
  private final SimulatedKafka kafka;
  private final Submissions submissions;
  private final Judge judge;
  private final SimulatedCluster cluster;
  private final Crowd crowd;
  private final FinalCheck finalCheck;
  private final Deque<String> lastSteps = new ArrayDeque<>();
  private final int[] weights;
  private int step;

  private Simulation(SimulationOptions options, Tampering tampering) throws Exception {
    this.options = options;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
    Sealing sealing = new Sealing();
    boolean real = options.proofs() == SimulationOptions.Proofs.REAL;
    SimulatedLedger ledger = new SimulatedLedger(1 + random.nextInt(4), real);
    this.kafka = new SimulatedKafka(ledger.partitions());
    this.submissions = new Submissions(ledger.partitions());
    Pace pace = new Pace(1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(4));
    this.judge = new Judge(submissions, kafka.settlements(), sealing, pace, tampering);
    SettlementOptions settings =
        SettlementOptions.defaults()
            .withBatch(1 + random.nextInt(6), Duration.ofMillis(random.nextInt(4)))
            .withCheckpointInterval(Duration.ofMillis(10))
            .withTransactionTimeout(TRANSACTION_TIMEOUT)
            .withCoalescedBalances(1 + random.nextInt(4))
            .withPace(tampering.pace(pace));
    this.cluster = new SimulatedCluster(options, ledger, settings, kafka, judge, tampering, random);
    int accounts = options.accounts() > 0 ? options.accounts() : 2 + random.nextInt(5);
    this.crowd =
        new Crowd(
            options,
            accounts,
            random,
            real ? new RealProving(options.seed(), sealing) : new PlayedProving(sealing));
    this.finalCheck = new FinalCheck(submissions, kafka, judge, cluster, tampering);
    this.weights =
        new int[] {
          weight(24),
          weight(20),
          weight(20),
          weight(90),
          weight(10),
          weight(4),
          weight(6),
          weight(8),
          options.has(Feature.CRASHES) ? 1 : 0
        };
  }

  /** How often something happens: in some simulations often, in others hardly ever. */
  private int weight(int usual) {
    return Math.max(1, usual * (1 + random.nextInt(8)) / 4);
  }

  /** What came of a simulation: how much happened, and the promise that broke, if one did. */
  public record Result(SimulationReport report, Optional<Failure> failure) {}

  /** Runs a simulation to its end, or to the first promise that does not hold. */
  public static Result run(SimulationOptions options) throws Exception {
    return run(options, Tampering.NONE);
  }

  /** Runs a simulation of a job that says and keeps something else than it should. */
  static Result run(SimulationOptions options, Tampering tampering) throws Exception {
    Simulation simulation = new Simulation(options, tampering);
    Optional<Failure> failure = simulation.run();
    if (failure.isEmpty()) {
      // An operator that has failed may fail again when it is closed.
      simulation.cluster.job().crash();
    }
    return new Result(simulation.report(), failure);
  }

  /**
   * Runs a simulation to its end and returns the logs that it leaves.
   *
   * @throws IllegalStateException if a promise does not hold
   */
  static Interleaving.Logs logs(SimulationOptions options) throws Exception {
    Simulation simulation = new Simulation(options, Tampering.NONE);
    Optional<Failure> failure = simulation.run();
    if (failure.isPresent()) {
      throw new IllegalStateException(failure.get().sentence(), failure.get().cause());
    }
    simulation.cluster.job().crash();
    boolean real = options.proofs() == SimulationOptions.Proofs.REAL;
    return new Interleaving.Logs(simulation.kafka, simulation.submissions, real);
  }

  private Optional<Failure> run() {
    try {
      while (step < options.steps()) {
        step++;
        String done = step();
        if (lastSteps.size() == STEPS_SHOWN) {
          lastSteps.remove();
        }
        lastSteps.add(step + ": " + done);
        count();
      }
      cluster.settleDown();
      finalCheck.check();
      return Optional.empty();
    } catch (Exception e) {
      String sentence = e instanceof BrokenInvariant ? e.getMessage() : "an operator failed: " + e;
      return Optional.of(new Failure(options.withSteps(step), sentence, List.copyOf(lastSteps), e));
    }
  }

  /** Lets chance choose until somebody can move. */
  private String step() throws Exception {
    Optional<String> done = Optional.empty();
    while (done.isEmpty()) {
      done = Optional.ofNullable(attempt());
    }
    return done.get();
  }

  /** Returns what was done, null if whoever was chosen had nothing to do. */
  private String attempt() throws Exception {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int roll = random.nextInt(total);
    int action = 0;
    while (roll >= weights[action]) {
      roll -= weights[action++];
    }
    return switch (action) {
      case 0 -> send();
      case 1 -> read(Topics.COMMANDS);
      case 2 -> read(Topics.SETTLEMENTS);
      case 3 -> cluster.job().deliver() ? "a record arrives" : null;
      case 4 -> cluster.passTime();
      case 5 -> cluster.checkpoint();
      case 6 -> cluster.complete();
      case 7 -> cluster.commit();
      default -> cluster.crash();
    };
  }

  private String read(Topic topic) throws Exception {
    int partition = random.nextInt(kafka.partitions());
    return cluster.job().read(topic, partition) ? topic.name() + " " + partition + " read" : null;
  }

  private String send() {
    Optional<PlainCommand> next = crowd.next(judge.books(), kafka.nowMillis());
    if (next.isEmpty()) {
      return null;
    }
    PlainCommand command = next.get();
    byte[] key = command.account().id().toBytes();
    int partition = Partitions.of(key, kafka.partitions());
    boolean misplaced = options.has(Feature.MISPLACED) && random.nextInt(40) == 0;
    if (misplaced && kafka.partitions() > 1 && random.nextBoolean()) {
      partition = (partition + 1) % kafka.partitions();
    } else if (misplaced) {
      key = random.nextBoolean() ? null : new byte[key.length];
    }
    LogRecord record = kafka.send(partition, key, command.value());
    PlainCommand.Sent sent = submissions.add(command, record, misplaced);
    crowd.sent(sent);
    return sent + (misplaced ? ", misplaced" : "");
  }

  /** Nothing is dropped: what was read was accepted, repeated, rejected, waits or is under way. */
  private void count() {
    RunningJob job = cluster.job();
    Counters counters = job.counters();
    long underWay =
        job.underWay(SettlementOperator.ADMIT, 1)
            + job.underWay(SettlementOperator.SETTLE, 1)
            + judge.inBatches();
    long judged =
        counters.sum(Count.ACCEPTED)
            + counters.sum(Count.REPEATED)
            + counters.sum(Count.REJECTED)
            + counters.sum(Count.WAITING);
    long read = counters.sum(Count.READ);
    require(read == job.commandsRead(), "%d commands were read, not %d", job.commandsRead(), read);
    require(
        read == judged + underWay,
        "%d commands were read, %d judged or waiting, and %d are under way",
        read,
        judged,
        underWay);
    require(
        counters.sum(Count.CONSERVATION_BROKEN) == 0,
        "the job found that accounts changed by something else than their events say");
  }

  private SimulationReport report() {
    return SimulationReport.of(step, submissions, judge, cluster);
  }
}
