package io.quittance.trials.bench;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.trials.bench.MeasuredLedger.Burst;
import io.quittance.trials.bench.ProvedTransfers.Proofs;
import io.quittance.trials.bench.SettleResult.Accounts;
import io.quittance.trials.bench.SettleResult.Interval;
import io.quittance.trials.bench.SettleResult.Latency;
import io.quittance.trials.bench.SettleResult.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;

/**
 * How many transfers a second the whole local pipeline settles (broker, Flink, load generator in
 * one process), how that compares with the verifier alone on the same cores, and how long receipts
 * and settled events take at parts of that rate.
 *
 * <p>Each measurement is made on a ledger that begins anew and settles the same transfers. Those of
 * the warm-up, in which Java compiles what runs often, do not count.
 */
public final class SettleBenchmark {
  /** Most transfers whose proofs the verifier alone goes round and round. */
  private static final int VERIFIED = 512;

  /** The part of the saturation rate at which checkpoint intervals are compared, in percent. */
  private static final int HALF = 50;

  private static final double UNCOUNTED = 0.2;

  /** The main workload, then the others, each by its number of accounts. */
  private final Map<Integer, SettleWorkload> workloads;

  private final SettleWorkload workload;
  private final Plan plan;

  /**
   * What to measure.
   *
   * @param percents parts of the saturation rate, in percent
   * @param seconds how long each pace is kept, as long as there are transfers
   * @param rounds how often rates are measured in turn; their medians count
   * @param warmUp how long all transfers are settled again and again before anything counts
   * @param settlement how the job runs
   * @param intervals other checkpoint intervals to compare
   */
  public record Plan(
      List<Integer> percents,
      double seconds,
      int rounds,
      Duration warmUp,
      SettlementOptions settlement,
      List<Duration> intervals) {
    public Plan {
      percents = List.copyOf(percents);
      intervals = List.copyOf(intervals);
    }
  }

  /** What was measured in turn. */
  private record Round(
      Map<Integer, Burst> bursts, Stopwatch.Reading before, Stopwatch.Reading after) {
    Burst main() {
      return bursts.values().iterator().next();
    }

    double verifier() {
      return (before.transfersPerSecond() + after.transfersPerSecond()) / 2;
    }

    double verifierCpuMicros() {
      return (before.microsPerTransfer() + after.microsPerTransfer()) / 2;
    }
  }

  private SettleBenchmark(Map<Integer, SettleWorkload> workloads, Plan plan) {
    this.workloads = workloads;
    this.workload = workloads.values().iterator().next();
    this.plan = plan;
  }

  /**
   * Prepares a benchmark.
   *
   * @param directory where proved transfers are kept for the next time
   * @param accounts number of accounts of the main run, then the others to compare
   * @param proved told after each transfer that had to be proved, by any thread
   */
  public static SettleBenchmark in(
      Path directory, List<Integer> accounts, int transfers, Plan plan, Runnable proved)
      throws Exception {
    Map<Integer, SettleWorkload> workloads = new LinkedHashMap<>();
    for (int count : accounts) {
      workloads.put(count, SettleWorkload.in(directory, count, transfers, proved));
    }
    return new SettleBenchmark(workloads, plan);
  }

  /** Returns the largest number of accounts that so many transfers allow. */
  public static long maxAccounts(int transfers) {
    return PaidBook.maxAccounts(transfers);
  }

  /** How many steps a run has. */
  public int steps() {
    return 1 + plan.rounds + plan.percents.size() + plan.intervals.size();
  }

  /**
   * Measures all.
   *
   * @param step told after each of the {@link #steps}
   * @throws IllegalStateException if a transfer is rejected, lost or settled twice
   */
  public SettleResult run(Runnable step)
      throws IOException, InterruptedException, TimeoutException {
    warmUp();
    step.run();
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds; round++) {
      Stopwatch.Reading before = verifierAlone();
      Map<Integer, Burst> bursts = new LinkedHashMap<>();
      for (Map.Entry<Integer, SettleWorkload> entry : workloads.entrySet()) {
        bursts.put(entry.getKey(), burst(entry.getValue()));
      }
      rounds.add(new Round(bursts, before, verifierAlone()));
      step.run();
    }
    double saturation = median(rounds, round -> round.main().perSecond());
    List<Point> points = new ArrayList<>();
    for (int percent : plan.percents) {
      points.add(point(percent, saturation, plan.settlement));
      step.run();
    }
    List<Interval> intervals = new ArrayList<>();
    for (Duration interval : plan.intervals) {
      SettlementOptions settlement = plan.settlement.withCheckpointInterval(interval);
      intervals.add(new Interval(interval.toMillis(), point(HALF, saturation, settlement)));
      step.run();
    }
    return new SettleResult(
        saturation,
        median(rounds, Round::verifier),
        median(rounds, round -> round.main().perSecond() / round.verifier()),
        median(rounds, round -> round.main().cpuMicros()),
        median(rounds, Round::verifierCpuMicros),
        median(rounds, round -> round.verifierCpuMicros() / round.main().cpuMicros()),
        points,
        intervals,
        accounts(rounds));
  }

  /** At least one measurement, so that nothing is told of a system that was never tried. */
  private void warmUp() throws IOException, InterruptedException, TimeoutException {
    long start = System.nanoTime();
    do {
      burst(workload);
    } while (System.nanoTime() - start < plan.warmUp.toNanos());
  }

  private List<Accounts> accounts(List<Round> rounds) {
    return workloads.keySet().stream()
        .map(
            count ->
                new Accounts(
                    count,
                    median(rounds, round -> round.bursts.get(count).perSecond()),
                    median(rounds, round -> round.bursts.get(count).cpuMicros()),
                    median(
                        rounds,
                        round -> round.bursts.get(count).cpuMicros() / round.main().cpuMicros())))
        .toList();
  }

  private Burst burst(SettleWorkload measured)
      throws IOException, InterruptedException, TimeoutException {
    try (MeasuredLedger ledger = MeasuredLedger.onStack(measured, plan.settlement)) {
      return ledger.burst();
    }
  }

  private Point point(int percent, double saturation, SettlementOptions settlement)
      throws IOException, InterruptedException, TimeoutException {
    double perSecond = saturation * percent / 100;
    int count = (int) Math.min(workload.transfers().size(), Math.ceil(plan.seconds * perSecond));
    try (MeasuredLedger ledger = MeasuredLedger.onStack(workload, settlement)) {
      MeasuredLedger.Latencies latencies =
          ledger.paced(perSecond, (int) (count * UNCOUNTED), count);
      return new Point(
          percent,
          perSecond,
          latencies.receipts().getTotalCount(),
          Latency.of(latencies.receipts()),
          Latency.of(latencies.credits()),
          Latency.of(latencies.events()));
    }
  }

  private Stopwatch.Reading verifierAlone() throws InterruptedException {
    List<Proofs> proofs =
        workload.transfers().stream()
            .limit(VERIFIED)
            .map(transfer -> ProvedTransfers.proofsOf(transfer.value()))
            .toList();
    Workload clean = Workload.clean(proofs);
    int threads = plan.settlement.parallelism();
    int batch = plan.settlement.batchCommands();
    try (Stopwatch stopwatch = new Stopwatch(threads)) {
      return stopwatch.measure(
          thread -> clean.batched(batch, true, thread * proofs.size() / threads),
          (long) (plan.seconds * 1e9 / 4));
    }
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    return Median.of(rounds.stream().mapToDouble(value).toArray());
  }
}
