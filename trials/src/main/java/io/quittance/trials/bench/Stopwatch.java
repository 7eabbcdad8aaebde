package io.quittance.trials.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Lets threads verify for a while and reads what it cost, in CPU time of these threads alone. */
final class Stopwatch implements AutoCloseable {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final int threads;
  private final ExecutorService pool;

  Stopwatch(int threads) {
    this.threads = threads;
    // What a walk does in parallel is done by its own thread then, whose time is taken.
    this.pool = new ForkJoinPool(threads);
  }

  /**
   * A measurement.
   *
   * @param transfers how many were verified
   * @param cpuNanos CPU time of all threads together
   * @param wallNanos time on the clock, until the last thread was done
   */
  record Reading(long transfers, long cpuNanos, long wallNanos) {
    double microsPerTransfer() {
      return cpuNanos / NANOS_PER_MICRO / transfers;
    }

    double transfersPerSecond() {
      return transfers * NANOS_PER_SECOND / wallNanos;
    }
  }

  /**
   * Runs a walk on each thread.
   *
   * @param walks the walk of each thread, numbered from 0 on
   * @param nanos how long on the clock; each thread goes at least one step
   */
  Reading measure(IntFunction<Workload.Walk> walks, long nanos) throws InterruptedException {
    List<Future<Reading>> readings = new ArrayList<>();
    long begin = System.nanoTime();
    for (int thread = 0; thread < threads; thread++) {
      Workload.Walk walk = walks.apply(thread);
      readings.add(pool.submit(() -> go(walk, begin + nanos)));
    }
    long transfers = 0;
    long cpuNanos = 0;
    try {
      for (Future<Reading> done : readings) {
        transfers += done.get().transfers;
        cpuNanos += done.get().cpuNanos;
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    }
    return new Reading(transfers, cpuNanos, System.nanoTime() - begin);
  }

  private Reading go(Workload.Walk walk, long end) {
    long before = clock.getCurrentThreadCpuTime();
    long transfers = 0;
    do {
      transfers += walk.next();
    } while (System.nanoTime() - end < 0);
    return new Reading(transfers, clock.getCurrentThreadCpuTime() - before, 0);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
