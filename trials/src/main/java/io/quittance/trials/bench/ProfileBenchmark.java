package io.quittance.trials.bench;

import io.quittance.jobs.settlement.SettlementOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import one.profiler.AsyncProfiler;

/**
 * Where the processors' time goes while the whole local pipeline (broker, Flink, load generator in
 * one process) settles as fast as it can.
 *
 * <p>A sampling profiler, async-profiler, looks at every thread that runs, the virtual machine's
 * own and native code included. It looks only while transfers are being settled: neither starts nor
 * the warm-up count.
 */
public final class ProfileBenchmark {
  /** Five hundred looks a second of processor time, or as many as the kernel's clock allows. */
  private static final String LOOK = "event=itimer,interval=2ms,threads";

  private final SettleWorkload workload;
  private final Plan plan;

  /**
   * What to look at.
   *
   * @param warmUp how long all transfers are settled again and again before anything counts
   * @param rounds how often all transfers are settled then
   * @param settlement how the job runs
   * @param flameGraph the HTML page to write
   */
  public record Plan(Duration warmUp, int rounds, SettlementOptions settlement, Path flameGraph) {}

  /**
   * What was seen.
   *
   * @param perSecond transfers a second, the profiler's own cost included
   * @param cpuMicros processor time of a transfer, in microseconds
   * @param shares of whom that was
   */
  public record Result(double perSecond, double cpuMicros, CpuShares shares) {}

  private ProfileBenchmark(SettleWorkload workload, Plan plan) {
    this.workload = workload;
    this.plan = plan;
  }

  /**
   * Prepares a benchmark.
   *
   * @param directory where proved transfers are kept for the next time
   * @param proved told after each transfer that had to be proved, by any thread
   * @throws IllegalStateException if the profiler does not run on this machine
   */
  public static ProfileBenchmark in(
      Path directory, int accounts, int transfers, Plan plan, Runnable proved) throws Exception {
    profiler();
    return new ProfileBenchmark(SettleWorkload.in(directory, accounts, transfers, proved), plan);
  }

  /**
   * Looks.
   *
   * @param step told after the warm-up and after each round
   * @throws IllegalStateException if a transfer is rejected, lost or settled twice
   */
  public Result run(Runnable step) throws IOException, InterruptedException, TimeoutException {
    AsyncProfiler profiler = profiler();
    long start = System.nanoTime();
    do {
      settle(() -> {}, () -> {});
    } while (System.nanoTime() - start < plan.warmUp.toNanos());
    step.run();
    double[] rates = new double[plan.rounds];
    double[] micros = new double[plan.rounds];
    for (int round = 0; round < plan.rounds; round++) {
      String begin = (round == 0 ? "start," : "resume,") + LOOK;
      MeasuredLedger.Burst burst = settle(() -> profiler.execute(begin), profiler::stop);
      rates[round] = burst.perSecond();
      micros[round] = burst.cpuMicros();
      step.run();
    }
    profiler.execute("dump,flamegraph,file=" + plan.flameGraph);
    return new Result(Median.of(rates), Median.of(micros), shares(profiler));
  }

  private interface Action {
    void run() throws IOException;
  }

  private MeasuredLedger.Burst settle(Action before, Action after)
      throws IOException, InterruptedException, TimeoutException {
    try (MeasuredLedger ledger = MeasuredLedger.onStack(workload, plan.settlement)) {
      before.run();
      try {
        return ledger.burst();
      } finally {
        after.run();
      }
    }
  }

  /** The stacks go through a file: there may be more of them than fit into one string. */
  private static CpuShares shares(AsyncProfiler profiler) throws IOException {
    Path file = Files.createTempFile("quittance-profile", ".collapsed");
    try {
      profiler.execute("dump,collapsed,file=" + file);
      try (Stream<String> lines = Files.lines(file)) {
        return CpuShares.ofCollapsed(lines);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static AsyncProfiler profiler() {
    try {
      return AsyncProfiler.getInstance();
    } catch (IllegalStateException | UnsatisfiedLinkError unsupported) {
      throw new IllegalStateException(
          "async-profiler does not run on this machine, only on Linux and macOS: "
              + unsupported.getMessage(),
          unsupported);
    }
  }
}
