package io.quittance.fuzz;

import java.util.List;

/**
 * A parser or verifier under hostile input.
 *
 * @param name what the command line calls it: lower-case words and digits joined by dashes
 * @param effort what one input may cost
 * @param maxBytes the longest input that is tried
 * @param seeds inputs from which mutation starts, most of them valid; the same ones on every call
 * @param property what must hold for any input
 */
record FuzzTarget(String name, Effort effort, int maxBytes, Seeds seeds, Property property) {
  /** Makes seeds. */
  @FunctionalInterface
  interface Seeds {
    List<byte[]> make() throws Exception;
  }

  /**
   * Feeds one input. Declared refusals of the code under test are caught inside; whatever comes out
   * is a finding.
   */
  @FunctionalInterface
  interface Property {
    void check(byte[] input) throws Exception;
  }

  /** Feeds an input that must neither break the property nor allocate more than it may. */
  void feed(byte[] input) throws Exception {
    AllocationMeter.limit(
        effort.maxAllocatedBytes(input.length), () -> property.check(input.clone()));
  }

  /** The name: what a parameterized test is called by. */
  @Override
  public String toString() {
    return name;
  }
}
