package io.quittance.simulation;

import io.quittance.jobs.settlement.LostEvents;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.settlement.TransactionOutcomes.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * The job over all its lives: its checkpoints, the transactions that are still to be committed, and
 * its restores.
 */
final class SimulatedCluster {
  private static final int CHECKPOINTS_KEPT = 4;
  private static final int MAX_PARALLELISM = 3;

  private final SimulationOptions options;
  private final JobGraph graph;
  private final SimulatedFinalLane lane;
  private final LostEvents lostEvents;
  private final SettlementOptions settings;
  private final SimulatedKafka kafka;
  private final Judge judge;
  private final Tampering tampering;
  private final RandomGenerator random;
  private final List<Checkpoint> complete = new ArrayList<>();
  private final List<SimulatedTransaction> toCommit = new ArrayList<>();

  /** What processes of earlier lives, which have not noticed their ends yet, may still write. */
  private final List<SimulatedProducer> zombies = new ArrayList<>();

  private Optional<Checkpoint> pending = Optional.empty();
  private RunningJob job;
  private long nextCheckpoint = 1;
  private int restores;
  private int olderRestores;
  private int holes;
  private int brokenHealings;
  private final Set<SimulatedTransaction> lost = new HashSet<>();
  private int failedRequests;

  /** Whether all has to come to its end, so that nothing fails any more. */
  private boolean isSettlingDown;

  /** Numbers of checkpoints of lives that the job has been taken back behind. */
  private final Set<Long> abandoned = new HashSet<>();

  private boolean hasResumedAnAbandonedLife;

  SimulatedCluster(
      SimulationOptions options,
      SimulatedLedger ledger,
      SettlementOptions settings,
      SimulatedKafka kafka,
      Judge judge,
      Tampering tampering,
      RandomGenerator random)
      throws Exception {
    this.options = options;
    this.settings = settings;
    this.kafka = kafka;
    this.judge = judge;
    this.tampering = tampering;
    this.random = random;
    this.graph = JobGraph.of(ledger, settings);
    this.lane = new SimulatedFinalLane(kafka, tampering, random);
    this.lostEvents =
        new LostEvents(
            lane, SimulatedSettlements.PREFIX, ledger.partitions(), new UnregisteredMetricsGroup());
    this.job = start(1 + random.nextInt(MAX_PARALLELISM), Optional.empty());
  }

  private RunningJob start(int parallelism, Optional<Checkpoint> from) throws Exception {
    judge.restore(from.map(checkpoint -> checkpoint.books().copy()).orElseGet(Books::empty));
    if (from.isPresent()) {
      commit(from.get().transactions());
    }
    RunningJob started =
        RunningJob.start(graph, parallelism, kafka, judge, tampering, random, from);
    started.letRequestsFail(requestsFail());
    return started;
  }

  private boolean requestsFail() {
    return options.has(Feature.TIMEOUTS) && !isSettlingDown;
  }

  RunningJob job() {
    return job;
  }

  int restores() {
    return restores;
  }

  int olderRestores() {
    return olderRestores;
  }

  int holes() {
    return holes;
  }

  /** Returns how often the job crashed while it made a lost transaction good, or right behind. */
  int brokenHealings() {
    return brokenHealings;
  }

  /** Returns how often the job failed because a request had timed out. */
  int failedRequests() {
    return failedRequests;
  }

  /**
   * Returns whether the job was ever taken back and then forward again, to a checkpoint of the life
   * before. What the life between has written last to the balances topic stands there until the
   * account's next command or credit.
   */
  boolean hasResumedAnAbandonedLife() {
    return hasResumedAnAbandonedLife;
  }

  long checkpoints() {
    return nextCheckpoint - 1;
  }

  /** Takes a checkpoint, unless one is under way; returns what happened. */
  String checkpoint() throws Exception {
    if (pending.isPresent()) {
      return complete();
    }
    if (job.hasLostATransaction()) {
      // The sink finds its producer fenced, and the job fails.
      return crash();
    }
    boolean aligned = random.nextBoolean();
    Optional<Checkpoint> taken = job.checkpoint(nextCheckpoint++, aligned);
    if (taken.isEmpty()) {
      failedRequests++;
      return "a flush fails: " + crash();
    }
    pending = taken.map(checkpoint -> checkpoint.with(judge.books().copy(), toCommit));
    return "checkpoint " + taken.get().number() + (aligned ? ", aligned" : ", unaligned");
  }

  /** Lets the checkpoint under way become complete; its transactions are to be committed now. */
  String complete() throws Exception {
    if (pending.isEmpty()) {
      return commit();
    }
    Checkpoint done = pending.get();
    pending = Optional.empty();
    complete.add(done);
    done.transactions().stream().filter(t -> !toCommit.contains(t)).forEach(toCommit::add);
    if (complete.size() > CHECKPOINTS_KEPT) {
      complete.remove(random.nextInt(CHECKPOINTS_KEPT));
    }
    return "checkpoint " + done.number() + " is complete";
  }

  /** Commits one transaction of a complete checkpoint; null if there is none. */
  String commit() throws Exception {
    if (toCommit.isEmpty()) {
      return null;
    }
    // In the checkpoints' order, as Flink does, but where a commit may fail and be tried again.
    int next = options.has(Feature.HOLES) ? random.nextInt(toCommit.size()) : 0;
    SimulatedTransaction transaction = toCommit.get(next);
    transaction.commit();
    if (transaction.isAborted()) {
      lane.letNextCommitCrash(mayCrash());
      try {
        makeGood(transaction, Outcome.ABORTED);
      } catch (SimulatedFinalLane.CrashException crashed) {
        brokenHealings++;
        return "a lost transaction is made good, and meanwhile: " + crash();
      } finally {
        lane.letNextCommitCrash(false);
      }
      if (mayCrash()) {
        brokenHealings++;
        return "a lost transaction is made good, and before that is kept: " + crash();
      }
    }
    toCommit.remove(transaction);
    return transaction.isAborted() ? "a commit comes too late" : "a transaction is committed";
  }

  private boolean mayCrash() {
    return options.has(Feature.CRASHES) && !isSettlingDown && random.nextInt(4) == 0;
  }

  /**
   * Commits what a checkpoint holds, as a job does that is restored from it: some are committed
   * already, some were aborted, and of either the brokers may have forgotten which.
   */
  private void commit(List<SimulatedTransaction> transactions) throws Exception {
    List<SimulatedTransaction> ended =
        new ArrayList<>(transactions.stream().filter(each -> !each.isOpen()).toList());
    transactions.forEach(SimulatedTransaction::commit);
    boolean forgotten = options.has(Feature.HOLES) && random.nextInt(3) == 0;
    if (forgotten) {
      lane.forget();
    }
    for (SimulatedTransaction transaction : ended) {
      if (forgotten) {
        makeGood(transaction, Outcome.FORGOTTEN);
      } else if (transaction.isAborted()) {
        makeGood(transaction, Outcome.ABORTED);
      }
    }
  }

  private void makeGood(SimulatedTransaction transaction, Outcome outcome) throws Exception {
    if (transaction.isAborted() && lost.add(transaction)) {
      holes++;
    }
    if (tampering.heals()) {
      lostEvents.ended(transaction.content(), outcome);
    }
  }

  /** Lets a request with entries or receipts come to its end; null if there is none. */
  String transmit() throws Exception {
    if (!zombies.isEmpty() && random.nextInt(4) == 0) {
      SimulatedProducer zombie = zombies.get(random.nextInt(zombies.size()));
      zombie.transmit(random, requestsFail());
      zombies.removeIf(SimulatedProducer::isIdle);
      return "a request of an earlier life arrives";
    }
    if (job.hasFailedToWrite() && random.nextInt(30) == 0) {
      failedRequests++;
      return "a request timed out: " + crash();
    }
    return job.transmit() ? "a request arrives" : null;
  }

  /** Kills the job and restores it. */
  String crash() throws Exception {
    if (options.has(Feature.ZOMBIES) && random.nextBoolean()) {
      zombies.addAll(job.unsent());
    }
    job.crash();
    pending.ifPresent(incomplete -> incomplete.transactions().forEach(this::abortUnlessComplete));
    pending = Optional.empty();
    boolean older = options.has(Feature.OLDER) && random.nextInt(4) == 0;
    int choices = complete.size();
    Optional<Checkpoint> from =
        choices == 0
            ? Optional.empty()
            : Optional.of(complete.get(older ? random.nextInt(choices) : choices - 1));
    if (older && random.nextInt(4) == 0) {
      from = Optional.empty();
    }
    Optional<Checkpoint> chosen = from;
    boolean isLatest =
        choices == 0 || chosen.filter(c -> c == complete.get(choices - 1)).isPresent();
    // What another checkpoint left to be committed is fenced, and aborted.
    toCommit.stream()
        .filter(t -> chosen.filter(c -> c.transactions().contains(t)).isEmpty())
        .forEach(SimulatedTransaction::abort);
    if (!isLatest) {
      // What was to make lost ones good is ended, since this state may not know of those.
      lane.forgetOpen();
    }
    toCommit.clear();
    long number = chosen.map(Checkpoint::number).orElse(0L);
    hasResumedAnAbandonedLife |= abandoned.contains(number);
    complete.stream().map(Checkpoint::number).filter(n -> n > number).forEach(abandoned::add);
    if (!options.has(Feature.HOLES)) {
      // To come back to a checkpoint whose transactions were fenced since would lose them.
      complete.removeIf(c -> c.number() > number);
    }
    restores++;
    olderRestores += isLatest ? 0 : 1;
    int before = chosen.map(Checkpoint::parallelism).orElse(job.parallelism());
    int parallelism =
        options.has(Feature.RESCALING) && random.nextBoolean()
            ? 1 + random.nextInt(MAX_PARALLELISM)
            : before;
    job = start(parallelism, chosen);
    return String.format(
        "crash; restored from %s%s with %d tasks each",
        chosen.map(c -> "checkpoint " + c.number()).orElse("nothing"),
        isLatest ? "" : ", which is not the latest,",
        parallelism);
  }

  /** What an older, complete checkpoint holds as well is still to be committed. */
  private void abortUnlessComplete(SimulatedTransaction transaction) {
    if (!toCommit.contains(transaction)) {
      transaction.abort();
    }
  }

  /** Lets time pass; long times only where they lose nothing, unless holes are wanted. */
  String passTime() throws Exception {
    boolean longTime = random.nextInt(40) == 0;
    if (longTime && !options.has(Feature.HOLES)) {
      longTime = !kafka.hasOpenTransactions();
    }
    long millis = longTime ? 20_000 : 1 + random.nextInt(3);
    kafka.pass(
        millis,
        options.has(Feature.HOLES) ? settings.transactionTimeout().toMillis() : Long.MAX_VALUE);
    job.passTime();
    return millis + " ms pass";
  }

  /** Lets everything come to its end: nothing under way, all written and committed. */
  void settleDown() throws Exception {
    isSettlingDown = true;
    job.letRequestsFail(false);
    if (random.nextBoolean()) {
      zombies.forEach(zombie -> zombie.flush(random, false));
    }
    zombies.clear();
    boolean moved = true;
    while (moved) {
      moved = false;
      int before = restores;
      for (int partition = 0; partition < kafka.partitions(); partition++) {
        while (job.read(partition)) {
          moved = true;
        }
      }
      while (job.deliver() || job.transmit()) {
        moved = true;
      }
      long written = kafka.settlements().size() + kafka.journal().size();
      if (pending.isEmpty() && job.hasLostATransaction()) {
        crash();
        moved = true;
        continue;
      }
      if (pending.isPresent()) {
        complete();
      }
      checkpoint();
      complete();
      while (job.deliver() || job.transmit()) {
        // The barrier drove it out of a batch.
        moved = true;
      }
      while (!toCommit.isEmpty()) {
        commit();
        moved = true;
      }
      moved |= restores > before;
      moved |= kafka.settlements().size() + kafka.journal().size() > written;
    }
  }
}
