package io.quittance.jobs.deployment;

import java.util.Optional;

/** The arguments that every job of ours takes in application mode. */
final class Arguments {
  private Arguments() {}

  /**
   * Returns the configuration file, where one is named.
   *
   * @throws IllegalArgumentException if there is anything else
   */
  static Optional<String> configurationFile(String[] arguments) {
    if (arguments.length > 1) {
      throw new IllegalArgumentException("the one argument is the configuration file");
    }
    return Optional.of(arguments).filter(given -> given.length == 1).map(given -> given[0]);
  }
}
