package io.quittance.trials.timing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for operations whose time tells secrets, in each way in which the virtual machine executes
 * them: interpreted, compiled by the first and by the optimising compiler.
 */
public final class TimingBenchmark {
  private final double seconds;

  /** A way in which code is executed. */
  public enum Tier {
    INTERPRETER("-Xint"),
    FIRST_COMPILER("-XX:TieredStopAtLevel=1"),
    OPTIMISING_COMPILER("-XX:-TieredCompilation");

    private final String option;

    Tier(String option) {
      this.option = option;
    }

    /** The option with which Java executes code in this way only. */
    public String option() {
      return option;
    }
  }

  /** What was found. */
  public enum Outcome {
    /** As it should be: no difference was seen. */
    NONE_SEEN,
    /** There may be one: measure longer. */
    UNCLEAR,
    /** Times differ between the fixed secret and random ones. */
    DIFFERS
  }

  /**
   * What was measured of an operation in a tier.
   *
   * @param tier how it was executed
   * @param operation what it does
   * @param constantTime whether no difference is expected; else one is
   * @param measurements how many
   * @param t of Welch's test, the greatest over several parts of the measurements
   */
  public record Result(
      Tier tier, String operation, boolean constantTime, int measurements, double t) {
    /** What t says. */
    public Outcome outcome() {
      if (Math.abs(t) < WelchTest.SUSPICIOUS) {
        return Outcome.NONE_SEEN;
      }
      return Math.abs(t) < WelchTest.CERTAIN ? Outcome.UNCLEAR : Outcome.DIFFERS;
    }

    /** Whether that is what is expected; of a doubtful one, nobody knows. */
    public boolean isExpected() {
      return constantTime ? outcome() != Outcome.DIFFERS : outcome() == Outcome.DIFFERS;
    }
  }

  /**
   * Makes a benchmark.
   *
   * @param seconds how long each operation is measured in each tier, after as long a time of
   *     warming up
   */
  public TimingBenchmark(double seconds) {
    this.seconds = seconds;
  }

  /** How many virtual machines are run, one after the other. */
  public int steps() {
    return Tier.values().length;
  }

  /**
   * Measures.
   *
   * @param step told after each virtual machine
   * @throws IOException if one cannot be run, or fails
   */
  public List<Result> run(Runnable step) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      results.addAll(run(tier));
      step.run();
    }
    return results;
  }

  private List<Result> run(Tier tier) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                tier.option(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TimingProbe.class.getName(),
                Double.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Result> results = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        results.add(result(tier, line));
      }
      process.waitFor();
    } finally {
      process.destroy();
    }
    if (process.exitValue() != 0 || results.size() != TimedOperation.values().length) {
      throw new IOException("the virtual machine with " + tier.option() + " failed");
    }
    return results;
  }

  static Result result(Tier tier, String line) {
    String[] fields = line.split(" ");
    TimedOperation operation = TimedOperation.valueOf(fields[0]);
    return new Result(
        tier,
        operation.words(),
        operation.isConstantTime(),
        Integer.parseInt(fields[1]),
        Double.parseDouble(fields[2]));
  }
}
