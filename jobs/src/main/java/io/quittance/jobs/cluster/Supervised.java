package io.quittance.jobs.cluster;

import java.util.Arrays;

/**
 * A program that ends when the process that started it does, however that ended: else a killed
 * supervisor would leave a broker behind that holds the ledger's directory.
 *
 * <p>Arguments: number of the supervisor's process, full name of the class to run, its arguments.
 */
final class Supervised {
  private Supervised() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws Throwable {
    ProcessHandle.of(Long.parseLong(arguments[0]))
        .ifPresentOrElse(
            supervisor -> supervisor.onExit().thenRun(() -> Runtime.getRuntime().halt(0)),
            () -> Runtime.getRuntime().halt(0));
    String[] rest = Arrays.copyOfRange(arguments, 2, arguments.length);
    Class<?> program = Class.forName(arguments[1]);
    var main = program.getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) rest);
  }
}
