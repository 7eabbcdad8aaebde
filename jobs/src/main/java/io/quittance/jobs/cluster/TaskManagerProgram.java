package io.quittance.jobs.cluster;

import java.util.Arrays;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A Flink TaskManager as a process that is ready when it is needed: see {@link Rehearsal}.
 * Arguments are the address of the broker, then those of {@link TaskManagerRunner}.
 */
final class TaskManagerProgram {
  private TaskManagerProgram() {}

  /** Runs the TaskManager until the process is told to end. */
  public static void main(String[] arguments) throws Exception {
    Rehearsal.startSoon(arguments[0]);
    TaskManagerRunner.main(Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
