package io.quittance.jobs.chaos;

import io.quittance.jobs.cluster.Cluster;
import io.quittance.jobs.cluster.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Breaks one thing after the other, in an order that the seed decides: every fault once before any
 * comes again.
 */
final class FaultInjector implements Runnable {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);
  private static final int MIN_CALM_MILLIS = 1_000;
  private static final int MAX_CALM_MILLIS = 5_000;
  private static final int MIN_PAUSE_MILLIS = 500;
  private static final int MAX_PAUSE_MILLIS = 9_000;

  private final Cluster cluster;
  private final CheckpointDisk disk;
  private final Timeline timeline;
  private final Random random;
  private final Consumer<String> tell;
  private volatile boolean stopped;

  FaultInjector(
      Cluster cluster,
      CheckpointDisk disk,
      Timeline timeline,
      Random random,
      Consumer<String> tell) {
    this.cluster = cluster;
    this.disk = disk;
    this.timeline = timeline;
    this.random = random;
    this.tell = tell;
  }

  /** Lets the fault under way end, and makes no more. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        List<Fault> order = new ArrayList<>(List.of(Fault.values()));
        Collections.shuffle(order, random);
        for (Fault fault : order) {
          calm();
          if (stopped) {
            break;
          }
          make(fault);
        }
      }
      awaitHealth();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disk.putBack();
      cluster.processes().forEach(JavaProcess::resume);
    }
  }

  private void make(Fault fault) throws InterruptedException {
    int victim = random.nextInt(cluster.taskManagers().size());
    int pauseMillis = random.nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    switch (fault) {
      case KILL_TASK_MANAGER -> kill(fault, cluster.taskManagers().get(victim));
      case KILL_JOB_MANAGER -> kill(fault, cluster.jobManager());
      case KILL_BROKER -> kill(fault, cluster.broker());
      case KILL_WITHIN_COMMIT -> {
        awaitCheckpoint();
        kill(fault, cluster.taskManagers().get(victim));
      }
      case KILL_BROKER_WITHIN_COMMIT -> {
        awaitCheckpoint();
        kill(fault, cluster.broker());
      }
      case PAUSE_TASK_MANAGER -> pause(fault, cluster.taskManagers().get(victim), pauseMillis);
      case PAUSE_JOB_MANAGER -> pause(fault, cluster.jobManager(), pauseMillis);
      case PAUSE_BROKER -> pause(fault, cluster.broker(), pauseMillis);
      case CHECKPOINTS_GONE -> {
        note(fault + " for " + pauseMillis + " ms");
        disk.takeAway();
        wait(pauseMillis);
        disk.putBack();
      }
      default -> throw new IllegalStateException("no way is known to " + fault);
    }
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

  private void awaitHealth() throws InterruptedException {
    do {
      cluster.heal();
      wait(200);
    } while (!cluster.job().isRunning());
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
