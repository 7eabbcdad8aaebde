package io.quittance.verifier.batch;

import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Transfers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Complete transfers, three proofs each: milliseconds for a batch of them. With {@code
 * -Dquittance.lanes=off} or {@code on} it is without or with vector lanes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TransferBenchmark {
  private static final long BALANCE = 1_000_000_000;

  /** Transfers in a batch. */
  @Param({"1", "64", "256"})
  public int batch = 1;

  private final SeededRandom random = new SeededRandom(1);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final PlainVerifier plain = new PlainVerifier(new SecureRandom());
  private final List<AdvisedProofs> advised = new ArrayList<>();
  private final List<List<ProofData>> items = new ArrayList<>();

  /** Proves the transfers, the same in each run. */
  @Setup
  public void setUp() {
    for (int i = 0; i < batch; i++) {
      List<ProofData> proofs = Transfers.prove(BALANCE, 1 + i, random);
      items.add(proofs);
      advised.add(new AdvisedProofs(proofs, DecodingAdvice.forProofs(proofs)));
    }
  }

  @Benchmark
  public List<Verdict> verify() {
    return verifier.verify(items);
  }

  @Benchmark
  public BatchResult verifyAdvised() {
    return verifier.verifyAdvised(advised);
  }

  @Benchmark
  public int verifyPlain() {
    int accepted = 0;
    for (List<ProofData> item : items) {
      for (ProofData proof : item) {
        accepted += plain.verify(proof).isAccepted() ? 1 : 0;
      }
    }
    return accepted;
  }
}
