package io.quittance.trials.chaos;

/** A way to break a cluster. */
enum Fault {
  KILL_TASK_MANAGER("kill -9 a TaskManager"),
  KILL_JOB_MANAGER("kill -9 the JobManager"),
  KILL_BROKER("kill -9 a broker"),
  KILL_MOST_BROKERS("kill -9 all brokers but one: nothing can be written", Needs.SEVERAL_BROKERS),
  MOVE_LEADERS("move every partition to another leader", Needs.SEVERAL_BROKERS),
  KILL_WITHIN_COMMIT("kill -9 a TaskManager as a checkpoint's transactions are committed"),
  KILL_BROKER_WITHIN_COMMIT("kill -9 a broker as a checkpoint's transactions are committed"),
  PAUSE_TASK_MANAGER("hang a TaskManager (SIGSTOP)"),
  PAUSE_JOB_MANAGER("hang the JobManager (SIGSTOP)"),
  PAUSE_BROKER("hang a broker (SIGSTOP): nobody reaches it"),
  CHECKPOINTS_GONE("take the checkpoints' disk away"),
  CHECKPOINTS_FULL("fill the checkpoints' disk", Needs.SMALL_DISK),
  CUT_TASK_MANAGER("cut a TaskManager off from all", Needs.SEVERABLE_NETWORK),
  CUT_JOB_MANAGER("cut the JobManager off from all", Needs.SEVERABLE_NETWORK),
  CUT_BROKER("cut a broker off from job and brokers", Needs.SEVERABLE_NETWORK),
  CUT_TASK_MANAGER_FROM_JOB_MANAGER(
      "cut a TaskManager off from the JobManager alone", Needs.SEVERABLE_NETWORK),
  CUT_TASK_MANAGER_FROM_BROKER(
      "cut a TaskManager off from a broker alone", Needs.SEVERABLE_NETWORK),
  CUT_JOB_MANAGER_FROM_BROKER(
      "cut the JobManager off from a broker alone", Needs.SEVERABLE_NETWORK),
  CUT_TASK_MANAGERS("cut two TaskManagers off from each other", Needs.SEVERABLE_NETWORK),
  CUT_BROKERS("cut two brokers off from each other", Needs.SEVERABLE_BROKERS);

  /** What must be there for a fault to be possible. */
  private enum Needs {
    NOTHING,
    SMALL_DISK,
    SEVERABLE_NETWORK,
    SEVERAL_BROKERS,
    SEVERABLE_BROKERS
  }

  private final String words;
  private final Needs needs;

  Fault(String words) {
    this(words, Needs.NOTHING);
  }

  Fault(String words, Needs needs) {
    this.words = words;
    this.needs = needs;
  }

  /** Whether it severs connections. */
  boolean isPartition() {
    return needs == Needs.SEVERABLE_NETWORK || needs == Needs.SEVERABLE_BROKERS;
  }

  /** Whether a cluster of one broker cannot have it. */
  boolean needsSeveralBrokers() {
    return needs == Needs.SEVERAL_BROKERS || needs == Needs.SEVERABLE_BROKERS;
  }

  /**
   * Whether it can be made.
   *
   * @param severable whether connections can be severed
   * @param fillable whether the checkpoints' disk can be filled
   * @param brokers number of brokers
   */
  boolean isPossible(boolean severable, boolean fillable, int brokers) {
    return switch (needs) {
      case NOTHING -> true;
      case SMALL_DISK -> fillable;
      case SEVERABLE_NETWORK -> severable;
      case SEVERAL_BROKERS -> brokers > 1;
      case SEVERABLE_BROKERS -> severable && brokers > 1;
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
