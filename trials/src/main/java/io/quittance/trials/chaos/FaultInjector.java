package io.quittance.trials.chaos;

import io.quittance.stack.cluster.Cluster;
import io.quittance.stack.cluster.JavaProcess;
import io.quittance.stack.cluster.Passage;
import io.quittance.stack.cluster.ProcessNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Breaks one thing after the other, in the order of a schedule. */
final class FaultInjector implements Runnable {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);

  /** No machine is so slow that it takes longer. */
  private static final Duration RUNNING_PATIENCE = Duration.ofMinutes(10);

  private static final int MIN_CALM_MILLIS = 1_000;
  private static final int MAX_CALM_MILLIS = 5_000;
  private static final int MIN_PAUSE_MILLIS = 500;
  private static final int MAX_PAUSE_MILLIS = 9_000;
  private static final int HEALTH_CHECK_MILLIS = 200;
  private static final int OVERLAPPING_PERCENT = 25;
  private static final List<Passage> PARTITIONS =
      List.of(Passage.SILENT, Passage.ANSWERS_LOST, Passage.REFUSED);

  private final Cluster cluster;
  private final CheckpointDisk disk;
  private final Timeline timeline;
  private final FaultSchedule schedule;
  private final Random random;
  private final Consumer<String> tell;
  private volatile boolean stopped;
  private volatile RuntimeException failure;

  FaultInjector(
      Cluster cluster,
      CheckpointDisk disk,
      Timeline timeline,
      FaultSchedule schedule,
      Random random,
      Consumer<String> tell) {
    this.cluster = cluster;
    this.disk = disk;
    this.timeline = timeline;
    this.schedule = schedule;
    this.random = random;
    this.tell = tell;
  }

  /** Lets the fault under way end, and makes no more. */
  void stop() {
    stopped = true;
  }

  /** Throws what kept faults from being made, if anything did: a run without them shows nothing. */
  void requireSound() {
    if (failure != null) {
      throw new IllegalStateException(
          "the faults were not all made and mended: " + failure, failure);
    }
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        calm();
        if (!stopped) {
          make(schedule.next());
        }
      }
      healUntilRunning();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      disk.putBack();
      if (schedule.hasPartitions()) {
        cluster.wires().heal();
      }
      cluster.processes().forEach(JavaProcess::resume);
    }
  }

  private void make(Fault fault) throws InterruptedException {
    int victim = random.nextInt(cluster.taskManagers().size());
    JavaProcess broker = cluster.brokers().get(random.nextInt(cluster.brokers().size()));
    int pauseMillis = random.nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    switch (fault) {
      case KILL_TASK_MANAGER -> kill(fault, cluster.taskManagers().get(victim));
      case KILL_JOB_MANAGER -> kill(fault, cluster.jobManager());
      case KILL_BROKER -> kill(fault, broker);
      case KILL_WITHIN_COMMIT -> {
        awaitCheckpoint();
        kill(fault, cluster.taskManagers().get(victim));
      }
      case KILL_BROKER_WITHIN_COMMIT -> {
        awaitCheckpoint();
        kill(fault, broker);
      }
      case PAUSE_TASK_MANAGER -> pause(fault, cluster.taskManagers().get(victim), pauseMillis);
      case PAUSE_JOB_MANAGER -> pause(fault, cluster.jobManager(), pauseMillis);
      case PAUSE_BROKER -> pause(fault, broker, pauseMillis);
      case CHECKPOINTS_GONE -> fail(fault, disk::takeAway, pauseMillis);
      case CHECKPOINTS_FULL -> fail(fault, disk::fill, pauseMillis);
      case KILL_MOST_BROKERS ->
          cluster.brokers().stream()
              .filter(each -> each != broker)
              .forEach(each -> kill(fault, each));
      case MOVE_LEADERS ->
          note(
              fault
                  + Leaders.move(cluster.network().bootstrapServers())
                      .map(refused -> ": not all were moved: " + refused)
                      .orElse(""));
      default -> sever(fault, cluster.taskManagers().get(victim), broker, pauseMillis);
    }
    schedule.made(fault);
    awaitHealth();
  }

  private void kill(Fault fault, JavaProcess process) {
    process.kill();
    note(fault + ": " + process.name());
  }

  private void pause(Fault fault, JavaProcess process, int millis) throws InterruptedException {
    process.pause();
    note(fault + ": " + process.name() + " for " + millis + " ms");
    wait(millis);
    process.resume();
  }

  /** Lets the checkpoints' disk fail for a while. */
  private void fail(Fault fault, Runnable way, int millis) throws InterruptedException {
    note(fault + " for " + millis + " ms");
    way.run();
    wait(millis);
    disk.putBack();
  }

  /** Severs connections in one of the ways in which a network can fail. */
  private void sever(Fault fault, JavaProcess victim, JavaProcess victimBroker, int millis)
      throws InterruptedException {
    Passage passage = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
    ProcessNetwork wires = cluster.wires();
    String broker = victimBroker.name();
    String jobManager = cluster.jobManager().name();
    switch (fault) {
      case CUT_TASK_MANAGER -> wires.isolate(victim.name(), passage);
      case CUT_JOB_MANAGER -> wires.isolate(jobManager, passage);
      case CUT_BROKER -> wires.isolate(broker, passage);
      case CUT_TASK_MANAGER_FROM_JOB_MANAGER -> wires.part(victim.name(), jobManager, passage);
      case CUT_TASK_MANAGER_FROM_BROKER -> wires.part(victim.name(), broker, passage);
      case CUT_JOB_MANAGER_FROM_BROKER -> wires.part(jobManager, broker, passage);
      case CUT_TASK_MANAGERS ->
          wires.part(victim.name(), other(victim, cluster.taskManagers()).name(), passage);
      case CUT_BROKERS ->
          wires.part(broker, other(victimBroker, cluster.brokers()).name(), passage);
      default -> throw new IllegalStateException("no way is known to " + fault);
    }
    note(fault + ": " + victim(fault, victim) + passage + ", for " + millis + " ms");
    wait(millis);
    wires.heal();
  }

  private static JavaProcess other(JavaProcess victim, List<JavaProcess> all) {
    return all.stream()
        .filter(process -> !process.name().equals(victim.name()))
        .findFirst()
        .orElseThrow();
  }

  private static String victim(Fault fault, JavaProcess taskManager) {
    return switch (fault) {
      case CUT_TASK_MANAGER, CUT_TASK_MANAGER_FROM_JOB_MANAGER, CUT_TASK_MANAGER_FROM_BROKER ->
          taskManager.name() + ", ";
      default -> "";
    };
  }

  private void note(String what) {
    tell.accept(timeline.add(what).what());
  }

  /** Waits until the next checkpoint is complete on disk: its transactions are committed now. */
  private void awaitCheckpoint() throws InterruptedException {
    Optional<Path> before = cluster.newestCheckpoint();
    long deadline = System.nanoTime() + COMMIT_PATIENCE.toNanos();
    while (System.nanoTime() < deadline && cluster.newestCheckpoint().equals(before)) {
      Thread.sleep(1);
    }
  }

  /** Waits until all runs again and a verdict has come, in most cases: some faults overlap. */
  private void awaitHealth() throws InterruptedException {
    boolean patient = random.nextInt(100) >= OVERLAPPING_PERCENT;
    do {
      cluster.heal();
      wait(HEALTH_CHECK_MILLIS);
    } while (patient && !stopped && !(cluster.job().isRunning() && timeline.hasRecovered()));
  }

  private void healUntilRunning() throws InterruptedException {
    long deadline = System.nanoTime() + RUNNING_PATIENCE.toNanos();
    do {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the job did not run again in "
                + RUNNING_PATIENCE.toMinutes()
                + " minutes after the last fault");
      }
      cluster.heal();
      wait(HEALTH_CHECK_MILLIS);
    } while (!isWhole());
  }

  /** Whether all runs, those processes too that the job could do without. */
  private boolean isWhole() {
    return cluster.processes().stream().allMatch(JavaProcess::isAlive) && cluster.job().isRunning();
  }

  private void calm() throws InterruptedException {
    int millis = random.nextInt(MIN_CALM_MILLIS, MAX_CALM_MILLIS);
    for (long until = System.nanoTime() + millis * 1_000_000L;
        System.nanoTime() < until && !stopped; ) {
      wait((int) POLL.toMillis());
    }
  }

  private void wait(int millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000L;
    do {
      timeline.watch();
      Thread.sleep(Math.min(millis, POLL.toMillis()));
    } while (System.nanoTime() < until);
  }
}
