package io.quittance.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a thread allocates on the heap, in bytes. */
final class AllocationMeter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Something to run. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private AllocationMeter() {}

  /**
   * Runs an action that must not allocate more than so many bytes. If it does, it is run again and
   * the second time counts, because the first may have loaded classes and made tables.
   *
   * @throws AssertionError if it allocates more
   */
  static void limit(long maxBytes, Action action) throws Exception {
    if (measure(action) > maxBytes) {
      long allocated = measure(action);
      Expect.that(
          allocated <= maxBytes,
          "one input made it allocate " + allocated + " bytes; the limit is " + maxBytes);
    }
  }

  private static long measure(Action action) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
