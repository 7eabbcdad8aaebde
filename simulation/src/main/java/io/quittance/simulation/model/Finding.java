package io.quittance.simulation.model;

import java.util.List;

/**
 * A broken promise that was found.
 *
 * @param variant in which design
 * @param seed in the run of which seed
 * @param check which promise
 * @param sentence how it was broken
 * @param choices the schedule that repeats it
 * @param story what happens in it
 */
public record Finding(
    Variant variant, long seed, Check check, String sentence, int[] choices, List<String> story) {
  /** Makes a finding. */
  public Finding {
    choices = choices.clone();
    story = List.copyOf(story);
  }

  /** Returns the schedule that repeats it. */
  @Override
  public int[] choices() {
    return choices.clone();
  }
}
