package io.quittance.verifier.ristretto;

import io.quittance.verifier.SeededRandom;
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
 * Decoding, encoding and multiscalar multiplication of many points: microseconds for all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PointsBenchmark {
  /** Whether eight points at a time are handled by a vector unit. */
  @Param({"scalar", "lanes"})
  public String unit = "scalar";

  /** How many points. */
  @Param({"8", "64", "512", "4096", "10000"})
  public int points = 64;

  private CompressedRistretto[] encodings;
  private InverseRoot[] roots;
  private RistrettoPoint[] decoded;
  private Scalar[] scalars;
  private EightLanes lanes;

  /** Makes points and scalars, the same in each run. */
  @Setup
  public void setUp() {
    SeededRandom random = new SeededRandom(points);
    encodings = new CompressedRistretto[points];
    roots = new InverseRoot[points];
    scalars = new Scalar[points];
    byte[] bytes = new byte[64];
    for (int k = 0; k < points; k++) {
      random.nextBytes(bytes);
      encodings[k] = RistrettoPoint.fromUniformBytes(bytes).compress();
      roots[k] = InverseRoot.of(encodings[k]);
      scalars[k] = Scalar.random(random);
    }
    decoded = CompressedRistretto.decodeEach(encodings);
    lanes = unit.equals("lanes") ? VectorUnit.offered() : null;
    if (unit.equals("lanes") && lanes == null) {
      throw new IllegalStateException("This machine offers no vector unit of eight lanes.");
    }
  }

  @Benchmark
  public RistrettoPoint[] decode() {
    return lanes == null ? CompressedRistretto.decodeEach(encodings) : lanes.decodeAll(encodings);
  }

  @Benchmark
  public RistrettoPoint[] decodeAdvised() {
    return lanes == null
        ? CompressedRistretto.decodeClaimedEach(encodings, roots)
        : lanes.decodeClaimed(encodings, roots);
  }

  @Benchmark
  public CompressedRistretto[] encode() {
    return lanes == null ? CompressedRistretto.ofEach(decoded) : lanes.encodeAll(decoded);
  }

  @Benchmark
  public RistrettoPoint multiply() {
    return lanes == null
        ? MultiscalarMultiplication.plain(scalars, decoded)
        : lanes.sum(scalars, decoded);
  }
}
