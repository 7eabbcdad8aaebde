package io.quittance.trials.chaos;

/** A way to break a cluster. */
enum Fault {
  KILL_TASK_MANAGER("kill -9 a TaskManager"),
  KILL_JOB_MANAGER("kill -9 the JobManager"),
  KILL_BROKER("kill -9 the broker"),
  KILL_WITHIN_COMMIT("kill -9 a TaskManager as a checkpoint's transactions are committed"),
  KILL_BROKER_WITHIN_COMMIT("kill -9 the broker as a checkpoint's transactions are committed"),
  PAUSE_TASK_MANAGER("hang a TaskManager (SIGSTOP)"),
  PAUSE_JOB_MANAGER("hang the JobManager (SIGSTOP)"),
  PAUSE_BROKER("hang the broker (SIGSTOP): nobody reaches it"),
  CHECKPOINTS_GONE("take the checkpoints' disk away"),
  CHECKPOINTS_FULL("fill the checkpoints' disk"),
  CUT_TASK_MANAGER("cut a TaskManager off from all", true),
  CUT_JOB_MANAGER("cut the JobManager off from all", true),
  CUT_BROKER("cut the broker off from the job", true),
  CUT_TASK_MANAGER_FROM_JOB_MANAGER("cut a TaskManager off from the JobManager alone", true),
  CUT_TASK_MANAGER_FROM_BROKER("cut a TaskManager off from the broker alone", true),
  CUT_JOB_MANAGER_FROM_BROKER("cut the JobManager off from the broker alone", true),
  CUT_TASK_MANAGERS("cut two TaskManagers off from each other", true);

  private final String words;
  private final boolean partition;

  Fault(String words) {
    this(words, false);
  }

  Fault(String words, boolean partition) {
    this.words = words;
    this.partition = partition;
  }

  /** Whether it needs a network that can be severed. */
  boolean isPartition() {
    return partition;
  }

  @Override
  public String toString() {
    return words;
  }
}
