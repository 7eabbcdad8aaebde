package io.quittance.trials.timing;

import io.quittance.trials.timing.TimedOperation.Input;
import java.util.Random;

/**
 * Times operations on one fixed secret and on random ones, in random order: what runs in a virtual
 * machine of its own for each tier. Prints a line for each operation: name, measurements, t.
 */
final class TimingProbe {
  private static final int INPUTS = 64;
  private static final int MAX_MEASUREMENTS = 1_000_000;

  /** What is shorter is repeated, so that the clock's resolution matters less. */
  private static final long LEAST_NANOS = 2_000;

  private final Input[][] inputs = new Input[2][INPUTS];
  private final Random order = new Random();
  private Object kept;

  private TimingProbe() {
    for (int i = 0; i < INPUTS; i++) {
      inputs[0][i] = Input.fixed();
      inputs[1][i] = Input.random();
    }
  }

  /** Takes the seconds for each operation. */
  public static void main(String[] args) {
    long nanos = (long) (Double.parseDouble(args[0]) * 1e9);
    TimingProbe probe = new TimingProbe();
    for (TimedOperation operation : TimedOperation.values()) {
      System.out.println(probe.measure(operation, nanos));
    }
    // What was computed must not be optimised away.
    System.err.println(probe.kept.hashCode());
  }

  private String measure(TimedOperation operation, long nanos) {
    int repeats = warmUp(operation, nanos);
    long[] times = new long[MAX_MEASUREMENTS];
    boolean[] random = new boolean[MAX_MEASUREMENTS];
    long end = System.nanoTime() + nanos;
    int count = 0;
    while (count < MAX_MEASUREMENTS && System.nanoTime() - end < 0) {
      random[count] = order.nextBoolean();
      times[count] = time(operation, inputs[random[count] ? 1 : 0][order.nextInt(INPUTS)], repeats);
      count++;
    }
    return operation + " " + count + " " + WelchTest.greatest(times, random, count);
  }

  /** Runs it as long as it is measured, and returns how often it has to be repeated. */
  private int warmUp(TimedOperation operation, long nanos) {
    long end = System.nanoTime() + nanos;
    long least = Long.MAX_VALUE;
    while (System.nanoTime() - end < 0) {
      Input input = inputs[order.nextInt(2)][order.nextInt(INPUTS)];
      least = Math.min(least, time(operation, input, 1));
    }
    return (int) (1 + LEAST_NANOS / Math.max(1, least));
  }

  private long time(TimedOperation operation, Input input, int repeats) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      kept = operation.run(input);
    }
    return System.nanoTime() - start;
  }
}
