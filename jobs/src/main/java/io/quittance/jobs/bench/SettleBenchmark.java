package io.quittance.jobs.bench;

import io.quittance.jobs.bench.ProvedTransfers.Proofs;
import io.quittance.jobs.settlement.SettlementOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * How many transfers a second the whole local pipeline settles (broker, Flink, load generator in
 * one process), how that compares with the verifier alone on the same cores, and how long receipts
 * and settled events take at parts of that rate.
 *
 * <p>Each measurement is made on a ledger that begins anew and settles the same transfers. The
 * first, which finds Java cold, does not count.
 */
public final class SettleBenchmark {
  /** How often saturation and the verifier alone are measured in turn; odd, for a median. */
  private static final int ROUNDS = 3;

  /** Most transfers whose proofs the verifier alone goes round and round. */
  private static final int VERIFIED = 512;

  private static final double UNCOUNTED = 0.2;
  private static final double MICROS_PER_MILLI = 1e3;

  private final SettleWorkload workload;
  private final Path keys;
  private final Plan plan;

  /**
   * What to measure.
   *
   * @param percents parts of the saturation rate, in percent
   * @param seconds how long each pace is kept, as long as there are transfers
   * @param settlement how the job runs
   */
  public record Plan(List<Integer> percents, double seconds, SettlementOptions settlement) {
    public Plan {
      percents = List.copyOf(percents);
    }
  }

  /** Quantiles of a latency, in milliseconds. */
  public record Latency(double p50, double p99, double p999, double max) {
    static Latency of(Histogram micros) {
      return new Latency(
          micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
          micros.getMaxValue() / MICROS_PER_MILLI);
    }
  }

  /**
   * What a pace costs in latency.
   *
   * @param percent of the saturation rate
   * @param perSecond transfers sent in a second
   * @param transfers how many were counted
   * @param receipt until the receipt could be read
   * @param settled until the settled event could be read
   */
  public record Point(
      int percent, double perSecond, long transfers, Latency receipt, Latency settled) {}

  /**
   * What was measured.
   *
   * @param saturation transfers a second when all were sent at once
   * @param verifier transfers a second that the verifier alone reaches with as many threads as the
   *     job has instances, in batches as large
   * @param share of the verifier's rate that the pipeline reaches, in the same round
   */
  public record Result(double saturation, double verifier, double share, List<Point> points) {
    public Result {
      points = List.copyOf(points);
    }
  }

  private record Round(double saturation, double verifier) {
    double share() {
      return saturation / verifier;
    }
  }

  private SettleBenchmark(SettleWorkload workload, Path keys, Plan plan) {
    this.workload = workload;
    this.keys = keys;
    this.plan = plan;
  }

  /**
   * Prepares a benchmark.
   *
   * @param directory where the proved transfers are kept for the next time
   * @param made told after each account and each transfer that had to be made
   */
  public static SettleBenchmark in(
      Path directory, int accounts, int transfers, Plan plan, Runnable made) throws Exception {
    SettleWorkload workload = SettleWorkload.in(directory, accounts, transfers, made);
    return new SettleBenchmark(workload, directory, plan);
  }

  /** How many steps a run has. */
  public int steps() {
    return 1 + ROUNDS + plan.percents.size();
  }

  /**
   * Measures all.
   *
   * @param step told after each of the {@link #steps}
   * @throws IllegalStateException if a transfer is rejected, lost or settled twice
   */
  public Result run(Runnable step) throws IOException, InterruptedException, TimeoutException {
    burst();
    step.run();
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      double before = verifierAlone();
      double saturation = burst();
      rounds.add(new Round(saturation, (before + verifierAlone()) / 2));
      step.run();
    }
    double saturation = median(rounds, Round::saturation);
    List<Point> points = new ArrayList<>();
    for (int percent : plan.percents) {
      points.add(point(percent, saturation * percent / 100));
      step.run();
    }
    return new Result(
        saturation, median(rounds, Round::verifier), median(rounds, Round::share), points);
  }

  private double burst() throws IOException, InterruptedException, TimeoutException {
    try (MeasuredLedger ledger = MeasuredLedger.start(workload, keys, plan.settlement)) {
      return ledger.burst();
    }
  }

  private Point point(int percent, double perSecond)
      throws IOException, InterruptedException, TimeoutException {
    int count = (int) Math.min(workload.transfers().size(), Math.ceil(plan.seconds * perSecond));
    try (MeasuredLedger ledger = MeasuredLedger.start(workload, keys, plan.settlement)) {
      MeasuredLedger.Latencies latencies =
          ledger.paced(perSecond, (int) (count * UNCOUNTED), count);
      return new Point(
          percent,
          perSecond,
          latencies.receipts().getTotalCount(),
          Latency.of(latencies.receipts()),
          Latency.of(latencies.events()));
    }
  }

  private double verifierAlone() throws InterruptedException {
    List<Proofs> proofs =
        workload.transfers().stream()
            .limit(VERIFIED)
            .map(transfer -> ProvedTransfers.proofsOf(transfer.value()))
            .toList();
    Workload clean = Workload.clean(proofs);
    int threads = plan.settlement.parallelism();
    int batch = plan.settlement.batchCommands();
    try (Stopwatch stopwatch = new Stopwatch(threads)) {
      return stopwatch
          .measure(
              thread -> clean.batched(batch, true, thread * proofs.size() / threads),
              (long) (plan.seconds * 1e9 / ROUNDS))
          .transfersPerSecond();
    }
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] values = rounds.stream().mapToDouble(value).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
