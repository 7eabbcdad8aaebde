package io.quittance.verifier.ristretto;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Operations modulo p = 2<sup>255</sup> − 19, each on the result of the one before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FieldBenchmark {
  private final long[] a = new long[Field.LIMBS];
  private final long[] b = new long[Field.LIMBS];

  /** Two elements with all limbs full. */
  public FieldBenchmark() {
    Field.fromWords(a, 0, -1L / 3, -1L / 5, -1L / 7, Long.MAX_VALUE / 11);
    Field.fromWords(b, 0, -1L / 13, -1L / 17, -1L / 19, Long.MAX_VALUE / 23);
  }

  @Benchmark
  public long[] multiply() {
    Field.multiply(a, 0, a, 0, b, 0);
    return a;
  }

  @Benchmark
  public long[] square() {
    Field.square(a, 0, a, 0);
    return a;
  }

  @Benchmark
  public long[] invert() {
    FieldRoots.invert(a, 0, a, 0);
    return a;
  }
}
