package io.quittance.simulation.model;

import java.util.Arrays;
import java.util.Random;

/**
 * The choices that make one run: drawn from a seed and written down, or given and repeated. A zero
 * is always the dullest choice, and what is missing at the end counts as zeros; so a schedule that
 * is cut short or has zeros in it is a simpler one.
 */
final class Schedule {
  private static final int VALUES = 1 << 16;
  private static final int BEGINNING = 1024;

  private final Random random;
  private final int steps;
  private int[] choices;
  private int written;
  private int read;

  private Schedule(Random random, int steps, int[] choices, int written) {
    this.random = random;
    this.steps = steps;
    this.choices = choices;
    this.written = written;
  }

  /** Returns a schedule of so many steps that follows from its seed. */
  static Schedule seeded(long seed, int steps) {
    return new Schedule(new Random(seed), steps, new int[BEGINNING], 0);
  }

  /** Returns a schedule that repeats choices. */
  static Schedule of(int[] choices) {
    return new Schedule(null, Integer.MAX_VALUE, choices.clone(), choices.length);
  }

  /** Chooses a number from 0 to one less than the given one. */
  int choose(int alternatives) {
    return alternatives <= 1 ? 0 : next(-1) % alternatives;
  }

  /** Tells whether something rare happens, once in so many times. */
  boolean oneIn(int times) {
    return times > 1 && choose(times) == times - 1;
  }

  /** Tells whether another step follows. */
  boolean goesOn(int step) {
    return next(step < steps ? 1 : 0) % 2 == 1;
  }

  /** Returns the choices that were made. */
  int[] taken() {
    return Arrays.copyOf(choices, Math.min(written, read));
  }

  /** Returns the next choice; a seeded schedule draws it, unless it is given. */
  private int next(int given) {
    if (random == null) {
      return read < written ? choices[read++] : 0;
    }
    if (written == choices.length) {
      choices = Arrays.copyOf(choices, 2 * written);
    }
    choices[written++] = given >= 0 ? given : random.nextInt(VALUES);
    return choices[read++];
  }
}
