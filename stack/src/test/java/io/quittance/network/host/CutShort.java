package io.quittance.network.host;

import java.util.concurrent.atomic.AtomicInteger;

/** Ends what is done at one of the steps of the files that it writes, as a crash would. */
public final class CutShort {
  private CutShort() {}

  /** Stands for a crash: nothing that tidies up catches it. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What may be cut short. */
  public interface Work {
    void run() throws Exception;
  }

  /**
   * Runs something and ends it when the files that it writes have taken so many steps.
   *
   * @return whether it came to that step; otherwise it has run to its end
   */
  public static boolean at(int step, Work work) throws Exception {
    AtomicInteger steps = new AtomicInteger();
    DurableFile.observe(
        reached -> {
          if (steps.incrementAndGet() == step) {
            throw new Crash();
          }
        });
    try {
      work.run();
      return false;
    } catch (Crash crash) {
      return true;
    } finally {
      DurableFile.observe(reached -> {});
    }
  }
}
