package io.quittance.stack.cluster;

import java.util.Arrays;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A Flink TaskManager as a process that is ready when it is needed: it rehearses the job's work
 * before it gets any. Arguments are the address of the broker, then those of {@link
 * TaskManagerRunner}.
 */
public final class TaskManagerProgram {
  /**
   * The class that rehearses: its static method {@code startSoon} is given the address of the
   * broker. It plays the simulation, on which nothing here may depend, so it is known by name only.
   */
  public static final String REHEARSAL = "io.quittance.simulation.Rehearsal";

  private TaskManagerProgram() {}

  /** Runs the TaskManager until the process is told to end. */
  public static void main(String[] arguments) throws Exception {
    rehearse(arguments[0]);
    TaskManagerRunner.main(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void rehearse(String broker) throws ReflectiveOperationException {
    Class<?> rehearsal;
    try {
      rehearsal = Class.forName(REHEARSAL);
    } catch (ClassNotFoundException withoutSimulation) {
      return;
    }
    rehearsal.getMethod("startSoon", String.class).invoke(null, broker);
  }
}
