package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.Count;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.jobs.settlement.SettlementOptions;
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
 * <p>A step is one of these: a command is sent; somebody writes what looks like an entry; the next
 * statement comes to a partition; a record is read from a topic; a task takes what is under way to
 * it; a request with entries or receipts arrives at the broker, or times out; time passes; a
 * checkpoint is taken or completed; a transaction is committed; the job crashes and is restored.
 * After each all promises are checked.
 */
public final class Simulation {
  private static final int STEPS_SHOWN = 12;
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private final SimulationOptions options;
  private final RandomGenerator random;
  private final SimulatedKafka kafka;
  private final PlainJournal journal;
  private final Judge judge;
  private final SimulatedCluster cluster;
  private final Crowd crowd;
  private final Forger forger;
  private final FinalCheck finalCheck;
  private final Deque<String> lastSteps = new ArrayDeque<>();
  private final int[] weights;
  private int step;

  private Simulation(SimulationOptions options, Tampering tampering) throws Exception {
    this.options = options;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
    Sealing sealing = new Sealing();
    boolean real = options.proofs() == SimulationOptions.Proofs.REAL;
    SimulatedLedger ledger =
        new SimulatedLedger(1 + random.nextInt(Authorities.MAX_PARTITIONS), real);
    this.kafka = new SimulatedKafka(ledger.partitions());
    this.journal = new PlainJournal(ledger.partitions());
    for (int partition = 0; partition < ledger.partitions(); partition++) {
      int founding = options.has(Feature.STATEMENTS) ? 1 : Authorities.OPEN_STATEMENTS;
      for (int i = 0; i < founding; i++) {
        state(partition);
      }
    }
    this.judge = new Judge(journal, sealing, tampering);
    SettlementOptions settings =
        SettlementOptions.defaults()
            .withBatch(1 + random.nextInt(6), Duration.ofMillis(random.nextInt(4)))
            .withCheckpointInterval(Duration.ofMillis(10))
            .withTransactionTimeout(TRANSACTION_TIMEOUT)
            .withCoalescedBalances(1 + random.nextInt(4));
    this.cluster = new SimulatedCluster(options, ledger, settings, kafka, judge, tampering, random);
    int accounts = options.accounts() > 0 ? options.accounts() : 2 + random.nextInt(5);
    this.crowd =
        new Crowd(
            options,
            accounts,
            random,
            real ? new RealProving(options.seed(), sealing) : new PlayedProving(sealing));
    this.forger = new Forger(random, judge.entries(), crowd.wallets(), ledger.partitions());
    this.kafka.toldTo(this::arrived);
    this.finalCheck = new FinalCheck(journal, kafka, judge, cluster, crowd, tampering);
    this.weights =
        new int[] {
          weight(24),
          weight(20),
          weight(90),
          weight(10),
          weight(4),
          weight(6),
          weight(8),
          weight(40),
          options.has(Feature.FALSE_ENTRIES) ? weight(2) : 0,
          options.has(Feature.STATEMENTS) ? weight(8) : 0,
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
    return new Interleaving.Logs(simulation.kafka, real);
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
      case 1 -> read();
      case 2 -> cluster.job().deliver() ? "a record arrives" : null;
      case 3 -> cluster.passTime();
      case 4 -> cluster.checkpoint();
      case 5 -> cluster.complete();
      case 6 -> cluster.commit();
      case 7 -> cluster.transmit();
      case 8 -> forge();
      case 9 -> stateAmongCopies();
      default -> cluster.crash();
    };
  }

  private String read() throws Exception {
    int partition = random.nextInt(kafka.partitions());
    return cluster.job().read(partition) ? "a record of partition " + partition + " read" : null;
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
    return append(command, partition, key, misplaced) + (misplaced ? ", misplaced" : "");
  }

  private PlainCommand.Sent append(
      PlainCommand command, int partition, byte[] key, boolean misplaced) {
    LogRecord record = kafka.send(partition, key, command.value());
    long confirmed = crowd.creditsKnown(command.account().id());
    PlainCommand.Sent sent = journal.add(command, record, misplaced, confirmed);
    crowd.sent(sent);
    return sent;
  }

  /** Appends the network's next statement to a partition; false if all stand there. */
  private boolean state(int partition) {
    List<byte[]> statements = Authorities.STATEMENTS.values();
    int held = journal.statement(partition);
    if (held == statements.size()) {
      return false;
    }
    journal.state(kafka.send(partition, null, statements.get(held)));
    return true;
  }

  /**
   * Lets the next statement come to a partition. Anybody may know when, and have a command stand on
   * both sides of it that is refused before it and not behind it, or the reverse.
   */
  private String stateAmongCopies() {
    int partition = random.nextInt(kafka.partitions());
    boolean copies = options.has(Feature.REPLAYS) && random.nextInt(3) > 0;
    Optional<PlainCommand> copied =
        journal
            .lastChangedByTheNextStatement(partition)
            .filter(any -> copies)
            .map(PlainCommand.Sent::command);
    copied.ifPresent(command -> append(command, partition));
    if (!state(partition)) {
      return null;
    }
    copied.ifPresent(command -> append(command, partition));
    return String.format(
        "statement %d in partition %d%s",
        journal.statement(partition),
        partition,
        copied.map(command -> ", between copies of " + command).orElse(""));
  }

  private void append(PlainCommand command, int partition) {
    append(command, partition, command.account().id().toBytes(), false);
  }

  private String forge() {
    Forger.Forgery forgery = forger.next();
    LogRecord record = kafka.send(forgery.partition(), forgery.key(), forgery.entry().value());
    return journal.add(forgery.entry(), record).toString();
  }

  /** Something that the job has written has arrived. */
  private void arrived(Topic topic, LogRecord record) {
    if (topic.equals(Topics.JOURNAL)) {
      journal.add(judge.entries().written(record), record);
    } else if (topic.equals(Topics.RECEIPTS)) {
      crowd.told(record, journal);
    }
  }

  /** The job counts what it does, and nothing is lost: what was read was judged or is under way. */
  private void count() {
    RunningJob job = cluster.job();
    Counters counters = job.counters();
    PlainLedger ledger = judge.books().ledger();
    long received = ledger.accounts().values().stream().mapToLong(a -> a.received).sum();
    long applied = ledger.accounts().values().stream().mapToLong(a -> a.applied).sum();
    counted(counters, Count.CREDITS_COUNTED, received);
    counted(counters, Count.CREDITS_UNAPPLIED, received - applied);
    counted(counters, Count.ENTRIES_WRITTEN, ledger.entriesMade());
    counted(counters, Count.ENTRIES_DROPPED, ledger.entriesDropped());
    counted(counters, Count.READ, job.journalRead());
    long underWay =
        job.underWay(SettlementOperator.ADMIT, 1)
            + job.underWay(SettlementOperator.SETTLE, 1)
            + judge.inBatches();
    long judged =
        counters.sum(Count.ACCEPTED)
            + counters.sum(Count.REPEATED)
            + counters.sum(Count.REJECTED)
            + ledger.entriesCounted()
            + ledger.entriesDropped()
            + counters.sum(Count.STATEMENTS);
    require(
        job.journalRead() == judged + underWay,
        "%d records were read, %d judged, and %d are under way",
        job.journalRead(),
        judged,
        underWay);
    require(
        counters.sum(Count.CONSERVATION_BROKEN) == 0,
        "the job found that accounts changed by something else than their events say");
  }

  private static void counted(Counters counters, Count count, long expected) {
    long actual = counters.sum(count);
    require(actual == expected, "the job counts %d %s, not %d", actual, count, expected);
  }

  private SimulationReport report() {
    return SimulationReport.of(step, journal, judge, cluster);
  }
}
