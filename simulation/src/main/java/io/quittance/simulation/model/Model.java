package io.quittance.simulation.model;

import java.util.Arrays;
import java.util.Optional;

/** Searches the schedules of a design for a broken promise, and shortens what it finds. */
public final class Model {
  private static final int SHORTEST = 40;
  private static final int LONGER = 70;
  private static final int LENGTHS = 5;

  /** How often a schedule is tried while it is shortened. */
  private static final int ATTEMPTS = 6_000;

  private Model() {}

  /** Runs one seed, and adds what happened to the counts. */
  public static Optional<Finding> run(Variant variant, long seed, Counts counts) {
    return attempt(variant, seed, schedule(seed), new Story(false), counts);
  }

  /** Returns the schedule of a seed; lengths differ. */
  static Schedule schedule(long seed) {
    int steps = SHORTEST + (int) Math.floorMod(seed, (long) LENGTHS) * LONGER;
    return Schedule.seeded(seed, steps);
  }

  /** Returns the first finding among so many seeds from the first on. */
  public static Optional<Finding> search(Variant variant, long first, long seeds, Counts counts) {
    for (long seed = first; seed < first + seeds; seed++) {
      Optional<Finding> found = run(variant, seed, counts);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Makes counts of nothing yet. */
  public static Counts counts() {
    return new Counts();
  }

  /** Returns a shorter schedule that breaks the same promise, with its story. */
  public static Finding shrink(Finding found) {
    int[] shortest = new Shrinker(found).shortest(ATTEMPTS);
    return retold(found, shortest);
  }

  /** Returns the finding with what happens in it. */
  public static Finding told(Finding found) {
    return retold(found, found.choices());
  }

  private static Finding retold(Finding found, int[] choices) {
    Story story = new Story(true);
    return attempt(found.variant(), found.seed(), Schedule.of(choices), story, new Counts())
        .orElseThrow(() -> new IllegalStateException("a schedule does not repeat"));
  }

  /** Tells whether a schedule breaks a promise. */
  static boolean breaks(Variant variant, Check check, int[] choices) {
    return attempt(variant, 0, Schedule.of(choices), new Story(false), new Counts())
        .filter(found -> found.check() == check)
        .isPresent();
  }

  private static Optional<Finding> attempt(
      Variant variant, long seed, Schedule schedule, Story story, Counts counts) {
    Run run = new Run(variant.design(), schedule, story);
    try {
      run.go();
      return Optional.empty();
    } catch (Violation violation) {
      int[] taken = schedule.taken();
      return Optional.of(
          new Finding(
              variant,
              seed,
              violation.check(),
              violation.getMessage(),
              Arrays.copyOf(taken, taken.length),
              story.lines()));
    } finally {
      counts.add(run.counts());
    }
  }
}
