package io.quittance.jobs.chaos;

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
  CHECKPOINTS_GONE("take the checkpoints' disk away");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
