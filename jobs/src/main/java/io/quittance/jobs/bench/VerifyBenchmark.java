package io.quittance.jobs.bench;

import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many complete transfers (equality, validity and range proof) one core verifies in a second,
 * by batch size, in CPU time of the one thread that does it.
 */
public final class VerifyBenchmark {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  /** Rounds of a measurement; their median counts. */
  private static final int ROUNDS = 7;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final List<ProvedTransfers.Proofs> transfers;

  /** Makes a benchmark over these transfers, all different. */
  public VerifyBenchmark(List<ProvedTransfers.Proofs> transfers) {
    this.transfers = List.copyOf(transfers);
  }

  /**
   * A measurement.
   *
   * @param batch transfers verified with one multiscalar multiplication
   * @param transfersPerSecond how many one core verifies in a second
   * @param microsPerTransfer CPU time of each
   * @param timesSingle how many times as fast as one at a time, in the same run
   */
  public record Result(
      int batch, double transfersPerSecond, double microsPerTransfer, double timesSingle) {}

  /**
   * Measures each batch size in turn.
   *
   * @param seconds how long each is measured, after as long a time of warming up
   * @throws IllegalStateException if a good transfer is rejected
   */
  public List<Result> run(List<Integer> batches, int seconds) {
    // The first measurements of a process are of its compiler.
    measure(1, seconds);
    measure(transfers.size(), seconds);
    double single = measure(1, seconds);
    List<Result> results = new ArrayList<>();
    for (int batch : batches) {
      double micros = batch == 1 ? single : measure(batch, seconds);
      results.add(
          new Result(batch, NANOS_PER_SECOND / NANOS_PER_MICRO / micros, micros, single / micros));
    }
    return results;
  }

  /** Returns the median microseconds per transfer. */
  private double measure(int batch, int seconds) {
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = round(batch, (long) (seconds * NANOS_PER_SECOND / ROUNDS));
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private double round(int batch, long nanos) {
    long start = threads.getCurrentThreadCpuTime();
    long spent = 0;
    long verified = 0;
    while (spent < nanos) {
      for (int from = 0; from + batch <= transfers.size(); from += batch) {
        verify(transfers.subList(from, from + batch));
        verified += batch;
        spent = threads.getCurrentThreadCpuTime() - start;
        if (spent >= nanos) {
          break;
        }
      }
    }
    return spent / NANOS_PER_MICRO / verified;
  }

  private void verify(List<ProvedTransfers.Proofs> batch) {
    List<List<ProofData>> items = new ArrayList<>(batch.size());
    for (ProvedTransfers.Proofs proofs : batch) {
      items.add(proofs.parse().proofs());
    }
    for (Verdict verdict : verifier.verify(items)) {
      if (!verdict.isAccepted()) {
        throw new IllegalStateException("a good transfer was rejected: " + verdict);
      }
    }
  }
}
