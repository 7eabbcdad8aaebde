package io.quittance.simulation.model;

import java.util.Deque;
import java.util.List;

/** What goes wrong: kills, clocks, zombies, transactions given up, logs cut; and what people do. */
final class Faults {
  private static final int MOST_CUTS = 2;
  private static final int LONGEST_CUT = 4;

  private final World world;
  private final Design design;
  private final Schedule schedule;
  private int cuts;

  Faults(World world) {
    this.world = world;
    this.design = world.design();
    this.schedule = world.schedule();
  }

  void clockBack() {
    world.journal().moveClock(partition(), -schedule.choose(8));
  }

  void clockAhead() {
    world.journal().moveClock(partition(), schedule.choose(30));
  }

  private int partition() {
    return schedule.choose(world.layout().partitions());
  }

  void kill() {
    if (!world.jobs().isEmpty()) {
      world.jobs().get(schedule.choose(world.jobs().size())).die("killed");
    }
  }

  /** Starts an instance beside the one that runs, or alone; at most two that speak. */
  void start() {
    boolean promoting = world.jobs().stream().anyMatch(Job::isPromoting);
    long speaking = world.jobs().stream().filter(job -> !job.isCandidate()).count();
    if (promoting || speaking >= 2 || !mayStart()) {
      return;
    }
    List<Checkpoint> checkpoints = world.checkpoints();
    Checkpoint checkpoint = null;
    if (!checkpoints.isEmpty() && !schedule.oneIn(6)) {
      boolean older = schedule.choose(2) == 1;
      checkpoint =
          checkpoints.get(older ? schedule.choose(checkpoints.size()) : checkpoints.size() - 1);
    }
    boolean writes = world.jobs().stream().noneMatch(job -> job.finalLane().isWriting());
    boolean silent =
        design.has(Departure.SILENT_CHECKPOINTS) && speaking > 0 && schedule.choose(2) == 1;
    int lineage = writes ? world.lineageAfter(checkpoint) : 0;
    world.start(
        new Start(checkpoint, 1 + schedule.choose(3), Build.SAME, silent, false, writes, lineage));
  }

  /** Rule 8: the job does not start until statement 1 stands in every partition. */
  private boolean mayStart() {
    if (design.has(Departure.STARTS_BEFORE_STATEMENT_1)) {
      return true;
    }
    for (int p = 0; p < world.layout().partitions(); p++) {
      if (world.checker().partition(p).version() == 0) {
        return false;
      }
    }
    return true;
  }

  /** A producer that nobody fenced brings one of its records, or never. */
  void zombie() {
    List<FinalLane> lanes = world.lateLanes();
    if (!lanes.isEmpty() && schedule.oneIn(2)) {
      lanes.get(schedule.choose(lanes.size())).commit();
      return;
    }
    List<Deque<Outgoing>> zombies = world.zombies();
    if (zombies.isEmpty()) {
      return;
    }
    Deque<Outgoing> queue = zombies.get(schedule.choose(zombies.size()));
    Outgoing outgoing = Sink.take(world, queue, false);
    if (queue.isEmpty()) {
      zombies.remove(queue);
    }
    if (!schedule.oneIn(4) && world.takes(outgoing)) {
      world.counts().zombies++;
      world.land(outgoing, "zombie");
    }
  }

  /** If nobody writes the final lane, a standby is promoted. */
  void promote() {
    boolean written = world.jobs().stream().anyMatch(job -> job.finalLane().isWriting());
    for (Job job : List.copyOf(world.jobs())) {
      if (!job.isCandidate() && (!written || job.isSilent())) {
        if (!written) {
          job.promote();
        } else {
          job.speak();
        }
        return;
      }
    }
  }

  /** A broker gives up a transaction, or forgets one, whatever became of its checkpoint. */
  void giveUpTransaction() {
    List<Transaction> remembered = world.settlements().remembered();
    if (!remembered.isEmpty() && schedule.oneIn(2)) {
      Transaction old = remembered.get(schedule.choose(remembered.size()));
      old.forget();
      world.counts().forgottenTransactions++;
      world.story().tell(() -> "the broker forgets the transaction of " + old);
      return;
    }
    List<Transaction> open = world.settlements().open();
    if (!open.isEmpty()) {
      Transaction given = open.get(schedule.choose(open.size()));
      given.abort();
      world.story().tell(() -> "the broker gives up the transaction of " + given);
    }
  }

  /** A partition has a new leader, who may lack what was written last. */
  void changeLeader() {
    int partition = partition();
    int end = world.journal().end(partition);
    if (!world.isCutting() || cuts == MOST_CUTS || end < 2 || schedule.choose(2) == 0) {
      world.journal().changeLeader(partition);
      return;
    }
    cuts++;
    int lost = 1 + schedule.choose(Math.min(LONGEST_CUT, end - 1));
    world.cut(partition, end - lost);
  }

  /** Another build is started as a candidate; then it is asked to take over. */
  void candidate() {
    for (Job job : List.copyOf(world.jobs())) {
      if (job.isCandidate()) {
        askForPromotion(job);
        return;
      }
    }
    if (mayStart()) {
      Build[] builds = Build.values();
      Build build = builds[schedule.choose(builds.length)];
      world.start(new Start(null, 1 + schedule.choose(3), build, false, true, false, 0));
    }
  }

  /** The instances before it are stopped first. */
  void askForPromotion(Job candidate) {
    for (Job other : List.copyOf(world.jobs())) {
      if (other != candidate) {
        other.die("stopped for a promotion");
      }
    }
    candidate.askForPromotion();
  }
}
