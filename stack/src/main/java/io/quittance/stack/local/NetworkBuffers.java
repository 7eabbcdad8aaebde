package io.quittance.stack.local;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * The buffers that records travel in between a job's instances: each instance needs some for every
 * other one that it sends to or hears from, so their number grows with the square of the
 * parallelism. Flink's default of 64 MB is used up at about 24, and the job does not start then.
 *
 * @param count how many
 * @param bytes size of each
 */
public record NetworkBuffers(int count, int bytes) {
  /** How often the job sends records by account: every instance to every other, once. */
  static final int EXCHANGES = 1;

  /** How often an instance sends to its own kind, or hears from it. */
  private static final int FORWARDS = 8;

  /** Of each exchange: one for each receiver, and two for each sender. */
  private static final int BUFFERS_PER_PAIR = 3;

  /** What Flink lets a sender or a receiver have besides. */
  private static final int FLOATING = 10;

  private static final int USUAL_COUNT = 2_048;
  private static final int USUAL_BYTES = 32 * 1024;
  private static final int LEAST_BYTES = 4 * 1024;

  /** As much memory as may be spent before the buffers are made smaller: 256 MB. */
  private static final long USUAL_MEMORY = 256L * 1024 * 1024;

  /**
   * Returns what a process needs in which all instances of the settlement job run.
   *
   * @param parallelism 1 to 128
   */
  static NetworkBuffers forOneProcess(int parallelism) {
    return forProcess(parallelism, parallelism);
  }

  /**
   * Returns what a process needs in which some of the job's instances run.
   *
   * @param instances how many of each operator
   * @param parallelism how many there are in all processes, 1 to 128
   */
  public static NetworkBuffers forProcess(int instances, int parallelism) {
    int each =
        EXCHANGES * (BUFFERS_PER_PAIR * parallelism + 2 * FLOATING) + FORWARDS * 2 * FLOATING;
    int count = Math.max(USUAL_COUNT, instances * each);
    int bytes = USUAL_BYTES;
    while (bytes > LEAST_BYTES && (long) count * bytes > USUAL_MEMORY) {
      bytes /= 2;
    }
    return new NetworkBuffers(count, bytes);
  }

  /** Returns how much memory they take, in bytes. */
  public long memory() {
    return (long) count * bytes;
  }

  /** Returns by how much that is more than a process has that needs no more than usual. */
  public long memoryBeyondUsual() {
    return memory() - (long) USUAL_COUNT * USUAL_BYTES;
  }

  /** Makes a TaskManager have them. */
  public void addTo(Configuration configuration) {
    MemorySize memory = new MemorySize(memory());
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, memory);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, memory);
    configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(bytes));
  }
}
