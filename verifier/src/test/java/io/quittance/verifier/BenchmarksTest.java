package io.quittance.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Benchmarks that nobody runs rot: each runs once here, in this process, and tells nothing. */
class BenchmarksTest {
  @Test
  void benchmarks_each_runsOnce() throws RunnerException {
    Options once =
        new OptionsBuilder()
            .include("io\\.quittance\\.verifier\\..*Benchmark\\..*")
            .param("points", "8")
            .param("unit", "scalar")
            .param("batch", "1")
            .param("forged", "1")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Set<String> run = new TreeSet<>();
    for (RunResult result : new Runner(once).run()) {
      run.add(result.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)", "$1"));
      assertTrue(result.getPrimaryResult().getScore() > 0, result.toString());
    }
    assertEquals(
        Set.of(
            "ConfirmationBenchmark.oneByOne",
            "ConfirmationBenchmark.together",
            "FieldBenchmark.invert",
            "FieldBenchmark.multiply",
            "FieldBenchmark.square",
            "KeccakBenchmark.permute",
            "PointsBenchmark.decode",
            "PointsBenchmark.encode",
            "PointsBenchmark.decodeAdvised",
            "PointsBenchmark.multiply",
            "ProvingBenchmark.proveTransfer",
            "TransferBenchmark.verify",
            "TransferBenchmark.verifyAdvised",
            "TransferBenchmark.verifyPlain"),
        run);
  }
}
