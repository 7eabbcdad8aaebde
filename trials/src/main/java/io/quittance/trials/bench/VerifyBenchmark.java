package io.quittance.trials.bench;

import io.quittance.trials.bench.ProvedTransfers.Proofs;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * How many complete transfers (equality, validity and range proof) are verified in a second, by
 * batch size, in CPU time of the verifying threads, and how that compares with the plain way.
 *
 * <p>All ways are measured in turn, in several rounds. What counts is the median of the rounds, and
 * for a ratio the median of the ratios within a round, so that a machine that is busy for a while
 * cannot favour one of them.
 */
public final class VerifyBenchmark {
  /** What "plain" means, for the output. */
  public static final String PLAIN =
      "each of the three proofs alone: own parsing, hashing and scalars, one square root for each"
          + " point, one multiplication in scalar code over all its points; no batch, no tables of"
          + " generators, no vector lanes, no advice";

  private final List<Proofs> transfers;
  private final Plan plan;

  /**
   * What to measure.
   *
   * @param batches how many transfers are verified at a time
   * @param threads how many threads verify, each batches of its own
   * @param badPercent how many transfers of a hundred are forged in a second measurement of each
   *     batch size; 0 for no such measurement
   * @param advice whether each is also measured with decoding advice beside the proofs
   * @param forgery how
   * @param seed decides which ones
   * @param seconds how long each way is measured, after as long a time of warming up
   */
  public record Plan(
      List<Integer> batches,
      int threads,
      int badPercent,
      boolean advice,
      Forgery forgery,
      long seed,
      double seconds) {
    public Plan {
      batches = List.copyOf(batches);
    }
  }

  /**
   * A way to verify, and how fast it is.
   *
   * @param batch transfers verified at a time; 0 for the plain way
   * @param badPercent how many transfers of a hundred are forged
   * @param advice whether there was decoding advice beside the proofs
   * @param transfersPerSecond in a second of CPU time of one thread
   * @param microsPerTransfer CPU time of each
   * @param timesPlain how many times as fast as the plain way, in the same rounds
   * @param shareOfClean the rate as a share of that without forgeries, in the same rounds
   * @param transfersPerSecondOfAll what all threads together do in a second on the clock
   */
  public record Result(
      int batch,
      int badPercent,
      boolean advice,
      double transfersPerSecond,
      double microsPerTransfer,
      double timesPlain,
      double shareOfClean,
      double transfersPerSecondOfAll) {}

  /** Makes a benchmark over these transfers, all different. */
  public VerifyBenchmark(List<Proofs> transfers, Plan plan) {
    this.transfers = List.copyOf(transfers);
    this.plan = plan;
  }

  private record Way(int batch, int badPercent, boolean advice, IntFunction<Workload.Walk> walks) {}

  /**
   * Measures all ways, the plain one first.
   *
   * @param step told after each of the {@link #steps}
   * @throws IllegalStateException if a verdict is wrong
   */
  public List<Result> run(Runnable step) throws InterruptedException {
    List<Way> ways = ways();
    try (Stopwatch stopwatch = new Stopwatch(plan.threads)) {
      Rounds rounds = new Rounds(ways.size());
      long nanos = (long) (plan.seconds * 1e9);
      for (Way way : ways) {
        stopwatch.measure(way.walks, nanos);
        step.run();
      }
      for (int round = 0; round < Rounds.COUNT; round++) {
        for (int way = 0; way < ways.size(); way++) {
          rounds.put(way, round, stopwatch.measure(ways.get(way).walks, nanos / Rounds.COUNT));
          step.run();
        }
      }
      List<Result> results = new ArrayList<>();
      int clean = 0;
      for (int way = 0; way < ways.size(); way++) {
        if (ways.get(way).badPercent == 0) {
          clean = way;
        }
        results.add(result(ways.get(way), rounds, way, clean));
      }
      return results;
    }
  }

  /** How many steps a run has. */
  public int steps() {
    return ways().size() * (1 + Rounds.COUNT);
  }

  /** Finds where the time of verifying batches of one size goes, the last of the plan. */
  public TimeShares shares() throws InterruptedException {
    int batch = plan.batches.get(plan.batches.size() - 1);
    return TimeShares.of(
        batch, Workload.clean(transfers).batched(batch, plan.advice, 0), plan.seconds);
  }

  private List<Way> ways() {
    Workload clean = Workload.clean(transfers);
    Workload hostile =
        Workload.hostile(transfers, plan.badPercent, plan.forgery, new SplittableRandom(plan.seed));
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(0, 0, false, thread -> clean.plain(start(thread))));
    for (int batch : plan.batches) {
      for (boolean advice : plan.advice ? new boolean[] {false, true} : new boolean[] {false}) {
        ways.add(new Way(batch, 0, advice, thread -> clean.batched(batch, advice, start(thread))));
        if (plan.badPercent > 0) {
          ways.add(
              new Way(
                  batch,
                  plan.badPercent,
                  advice,
                  thread -> hostile.batched(batch, advice, start(thread))));
        }
      }
    }
    return ways;
  }

  private int start(int thread) {
    return thread * transfers.size() / plan.threads;
  }

  private static Result result(Way way, Rounds rounds, int number, int clean) {
    double micros = rounds.microsPerTransfer(number);
    return new Result(
        way.batch,
        way.badPercent,
        way.advice,
        1e6 / micros,
        micros,
        rounds.timesAsFastAs(number, 0),
        rounds.timesAsFastAs(number, clean),
        rounds.transfersPerSecond(number));
  }
}
