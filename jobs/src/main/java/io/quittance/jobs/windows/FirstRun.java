package io.quittance.jobs.windows;

import java.io.Serializable;

/** Knows whether a job that starts without state may: whether nothing has been published yet. */
@FunctionalInterface
public interface FirstRun extends Serializable {
  /** One that is always the first, for tests that look at other things. */
  FirstRun ALWAYS = () -> {};

  /**
   * Checks that this is the first run.
   *
   * @throws IllegalStateException if it is not
   */
  void require() throws Exception;
}
