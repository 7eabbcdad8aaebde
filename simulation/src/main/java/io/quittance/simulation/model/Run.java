package io.quittance.simulation.model;

import java.util.List;

/** One run: people, attackers, faults and instances in turn, then an end in which all is done. */
final class Run {
  private static final int ACTIONS = 100;
  private static final int GUARD = 20_000;
  private static final int LAST_CHECKPOINTS = 8;
  private static final int LONG_AFTER = 1_000;

  private final World world;
  private final Design design;
  private final Schedule schedule;
  private final Clients clients;
  private final Attackers attackers;
  private final Faults faults;

  Run(Design design, Schedule schedule, Story story) {
    this.design = design;
    this.schedule = schedule;
    this.world = new World(design, schedule, story);
    this.clients = new Clients(world);
    this.attackers = new Attackers(world, clients);
    this.faults = new Faults(world);
  }

  Counts counts() {
    return world.counts();
  }

  void go() {
    for (int p = 0; p < world.layout().partitions(); p++) {
      if (design.has(Circumstance.STATEMENT_1_EVERYWHERE) || !schedule.oneIn(12)) {
        publish(p, 1);
      }
    }
    faults.start();
    for (int step = 0; schedule.goesOn(step) && !world.isEnded(); step++) {
      act(schedule.choose(ACTIONS));
    }
    if (!world.isEnded()) {
      finish();
    }
  }

  private void act(int what) {
    if (what < 20) {
      clients.act();
    } else if (what < 25) {
      attackers.act();
    } else if (what < 27) {
      publishNext();
    } else if (what == 27) {
      int escrow = world.layout().escrow();
      world.append(world.layout().partition(escrow), escrow, new Due(), "timer", false);
    } else if (what == 28) {
      faults.clockBack();
    } else if (what == 29) {
      faults.clockAhead();
    } else if (what == 30) {
      faults.kill();
    } else if (what < 34) {
      faults.start();
    } else if (what < 37) {
      faults.zombie();
    } else if (what == 37) {
      faults.promote();
    } else if (what == 38) {
      faults.giveUpTransaction();
    } else if (what < 41) {
      if (world.isWithCandidate()) {
        faults.candidate();
      } else {
        faults.changeLeader();
      }
    } else if (world.jobs().isEmpty()) {
      faults.start();
    } else {
      Job job = world.jobs().get(schedule.choose(world.jobs().size()));
      for (int i = 1 + schedule.choose(4); i > 0 && !job.isDead() && !world.isEnded(); i--) {
        step(job);
      }
    }
  }

  private void publish(int partition, int version) {
    world.append(partition, -1, Statement.of(version), "authority", false);
  }

  private void publishNext() {
    int partition = schedule.choose(world.layout().partitions());
    int next = world.checker().partition(partition).version() + 1;
    if (next > Statements.VERSIONS || next > 1 && design.has(Circumstance.ONE_STATEMENT)) {
      return;
    }
    if (design.has(Departure.TWO_PHASE_STATEMENTS)) {
      for (int p = 0; p < world.layout().partitions(); p++) {
        if (world.checker().partition(p).version() < next - 1) {
          return;
        }
      }
    }
    publish(partition, next);
  }

  /** One task of an instance does one thing. */
  private void step(Job job) {
    int what = schedule.choose(20);
    int first = schedule.choose(job.parallelism());
    if (what < 5) {
      readAny(job);
    } else if (what < 10) {
      for (int i = 0; i < job.parallelism() && !job.isDead(); i++) {
        if (job.settle((first + i) % job.parallelism(), schedule.choose(4))) {
          return;
        }
      }
    } else if (what < 12) {
      for (int i = 0; i < job.parallelism(); i++) {
        if (job.send((first + i) % job.parallelism(), schedule.oneIn(10))) {
          return;
        }
      }
    } else if (what < 14) {
      job.trigger(world.isUnaligned());
    } else if (what == 14) {
      int barriers = 1 + schedule.choose(3);
      for (int i = 0; i < job.parallelism() && barriers > 0; i++) {
        barriers -= job.barrier((first + i) % job.parallelism()) ? 1 : 0;
      }
    } else if (what == 15) {
      for (int i = 0; i < job.parallelism() && !job.isDead(); i++) {
        if (job.overtake((first + i) % job.parallelism())) {
          return;
        }
      }
    } else if (what == 16) {
      job.catchUp();
    } else if (what < 19) {
      job.finalLane().commit();
    } else if (job.isTakingCheckpoint() && schedule.oneIn(4)) {
      world.story().tell(() -> job + " gives a checkpoint up");
      job.giveUpCheckpoint();
    } else {
      job.finalLane().commit();
    }
  }

  private void readAny(Job job) {
    int first = schedule.choose(world.layout().partitions());
    for (int i = 0; i < world.layout().partitions(); i++) {
      if (job.read((first + i) % world.layout().partitions())) {
        return;
      }
    }
  }

  /** Faults are over: a last instance does all that is to be done, and nothing may be missing. */
  private void finish() {
    decideCandidate();
    while (!world.jobs().isEmpty()) {
      world.jobs().get(0).die("the end begins");
    }
    if (world.isEnded()) {
      return;
    }
    for (int i = 0; i < 20 && !world.zombies().isEmpty(); i++) {
      if (schedule.choose(2) == 1) {
        faults.zombie();
      }
    }
    Checkpoint from = lastCheckpoint();
    world.stopLosingAcknowledged();
    for (int p = 0; p < world.layout().partitions(); p++) {
      while (world.checker().partition(p).version() < 1) {
        publish(p, 1);
      }
    }
    Job last = finishWith(from);
    if (last.isRefused() && !world.losses().areShown()) {
      // What its state knows of was lost before anybody was told: all is judged anew.
      last = finishWith(null);
      if (last.isRefused()) {
        world.losses().refusedFromNothing();
      }
    }
    if (last.isRefused()) {
      return;
    }
    world.losses().notRefusedAtEnd();
    if (!world.losses().areShown()) {
      world.checker().atEnd(last);
    }
  }

  private void decideCandidate() {
    for (Job job : List.copyOf(world.jobs())) {
      if (job.isCandidate()) {
        faults.askForPromotion(job);
        rest(job);
        return;
      }
    }
  }

  private Checkpoint lastCheckpoint() {
    List<Checkpoint> all = world.checkpoints();
    boolean nothing =
        all.isEmpty()
            || schedule.oneIn(5)
            || design.has(Circumstance.LAST_FROM_NOTHING)
            || design.has(Circumstance.ACKNOWLEDGED_ENTRIES_LOST);
    if (design.has(Departure.SILENT_CHECKPOINTS)) {
      return all.isEmpty() ? null : all.get(all.size() - 1);
    }
    return nothing ? null : all.get(schedule.choose(all.size()));
  }

  private Job finishWith(Checkpoint from) {
    Job last =
        world.start(
            new Start(
                from,
                1 + schedule.choose(3),
                Build.SAME,
                false,
                false,
                true,
                world.lineageAfter(from)));
    rest(last);
    payOut(last);
    for (int i = 0; i < LAST_CHECKPOINTS && !last.isDead(); i++) {
      checkpoint(last);
      while (last.finalLane().commit()) {}
      rest(last);
      if (last.finalLane().isAllVerified()) {
        break;
      }
    }
    boolean verified = last.isDead() || last.finalLane().isAllVerified();
    Check.COMES_TO_REST.require(verified, () -> "transactions wait to be committed at the end");
    return last;
  }

  /** The job's timers are due; the broker's clock may be behind, then a due comes to nothing. */
  private void payOut(Job last) {
    int escrow = world.layout().escrow();
    int partition = world.layout().partition(escrow);
    int most = design.has(Departure.DUE_WRITTEN_ONCE) ? 1 : 2;
    for (int i = 0; i < most && !last.isDead(); i++) {
      world.append(partition, escrow, new Due(), "timer", false);
      world.journal().moveClock(partition, LONG_AFTER);
      rest(last);
    }
  }

  private void rest(Job job) {
    job.giveUpCheckpoint();
    boolean stuck = false;
    int guard = 0;
    while (!stuck && !job.isDead() && !world.isEnded() && !job.isIdle()) {
      stuck = guard == GUARD || !job.round(guard);
      guard++;
    }
    boolean rests = !stuck;
    Check.COMES_TO_REST.require(rests, () -> job + " never comes to rest");
  }

  private void checkpoint(Job job) {
    job.trigger(world.isUnaligned());
    for (int from = 0; from < job.parallelism() && job.isTakingCheckpoint(); from++) {
      job.barrier(from);
    }
    for (int i = 0; i < GUARD && job.isTakingCheckpoint(); i++) {
      for (int to = 0; to < job.parallelism() && job.isTakingCheckpoint(); to++) {
        job.settle(to, i);
      }
    }
  }
}
