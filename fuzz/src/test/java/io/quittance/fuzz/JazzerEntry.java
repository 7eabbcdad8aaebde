package io.quittance.fuzz;

/** What Jazzer calls in the processes of a campaign; the target's name is its one argument. */
public final class JazzerEntry {
  private static FuzzTarget target;

  private JazzerEntry() {}

  /** Chooses the target, and feeds it its seeds, so that classes and tables are there. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    target = FuzzTargets.find(arguments[0]).orElseThrow();
    for (byte[] seed : target.seeds().make()) {
      target.feed(seed);
    }
  }

  /** Feeds one input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.feed(input);
  }
}
