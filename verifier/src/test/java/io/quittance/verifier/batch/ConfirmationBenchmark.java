package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Transfers;
import io.quittance.verifier.Vectors;
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
 * What it costs to confirm in scalar code that forged range proofs fail, after a batch found them:
 * milliseconds for all of them, together and one after the other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConfirmationBenchmark {
  private static final long BALANCE = 1_000_000_000;

  /** Forged proofs in a batch. */
  @Param({"1", "6", "26", "128"})
  public int forged = 1;

  private final SeededRandom random = new SeededRandom(1);
  private final SecureRandom weights = new SecureRandom();
  private final PlainVerifier plain = new PlainVerifier(weights);
  private Batch batch;
  private List<Failure> failures;

  /** Forges the proofs, and finds where they fail. */
  @Setup
  public void setUp() throws InvalidProofException {
    batch = new Batch(forged, 1);
    Weights drawn = new Weights(weights);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < forged; i++) {
      List<ProofData> proofs = Transfers.prove(BALANCE, 1 + i, random);
      ProofData good = proofs.get(proofs.size() - 1);
      byte[] data = good.toBytes();
      data[data.length - 32] ^= 1;
      ProofData forgery = Vectors.parse(good.statement(), data);
      Relations relations = new Relations(drawn);
      forgery.relate(relations);
      batch.add(relations);
      candidates.add(new Candidate(i, List.of(forgery), i));
    }
    batch.decodePoints();
    ForgerySearch search = new ForgerySearch(batch, new Verdict[forged]);
    search.judge(candidates, random);
    failures = search.failures();
  }

  @Benchmark
  public boolean together() {
    return FailureCheck.confirms(batch, failures, weights);
  }

  @Benchmark
  public int oneByOne() {
    int rejected = 0;
    for (Failure failure : failures) {
      rejected += plain.verify(failure.first()).isAccepted() ? 0 : 1;
    }
    return rejected;
  }
}
