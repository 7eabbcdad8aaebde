package io.quittance.trials.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What {@link SettleBenchmark} measured.
 *
 * @param saturation transfers a second when all were sent at once
 * @param verifier transfers a second that the verifier alone reaches with as many threads as the
 *     job has instances, in batches as large
 * @param share of the verifier's rate that the pipeline reaches, in the same round
 * @param cpuMicros CPU time of one transfer: broker, job and load generator
 * @param verifierCpuMicros CPU time of one transfer in the verifier alone
 * @param cpuShare of the CPU time that the verifier needs, in the same round: the share of the
 *     verifier's rate that would be reached if nobody else used the machine
 * @param points what parts of the saturation rate cost in latency
 * @param intervals what other checkpoint intervals cost, at half of saturation
 * @param accounts what a transfer costs among other numbers of accounts
 */
public record SettleResult(
    double saturation,
    double verifier,
    double share,
    double cpuMicros,
    double verifierCpuMicros,
    double cpuShare,
    List<Point> points,
    List<Interval> intervals,
    List<Accounts> accounts) {
  private static final double MICROS_PER_MILLI = 1e3;

  public SettleResult {
    points = List.copyOf(points);
    intervals = List.copyOf(intervals);
    accounts = List.copyOf(accounts);
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
   * @param receipt until the payer's receipt could be read
   * @param credit until the payee's receipt could be read, who can then spend the money
   * @param settled until the settled event could be read
   */
  public record Point(
      int percent,
      double perSecond,
      long transfers,
      Latency receipt,
      Latency credit,
      Latency settled) {}

  /** What a checkpoint interval costs. */
  public record Interval(long checkpointMillis, Point point) {}

  /**
   * What a transfer costs among so many accounts.
   *
   * @param perSecond transfers a second when all were sent at once
   * @param cpuMicros CPU time of one transfer
   * @param times that of the main run's number of accounts, in the same rounds
   */
  public record Accounts(int accounts, double perSecond, double cpuMicros, double times) {}
}
