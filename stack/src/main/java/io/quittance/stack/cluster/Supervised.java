package io.quittance.stack.cluster;

import io.quittance.network.host.ProcessText;
import io.quittance.stack.local.LogFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A program that ends when the process that started it does, however that ended: else a killed
 * supervisor would leave a broker behind that holds the ledger's directory.
 *
 * <p>Its log goes to the file that the system property {@code log.file} names; Flink's web UI shows
 * that one.
 *
 * <p>Arguments: number of the supervisor's process, full name of the class to run, its arguments.
 */
final class Supervised {
  private Supervised() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws Throwable {
    ProcessText.begin();
    ProcessHandle.of(Long.parseLong(arguments[0]))
        .ifPresentOrElse(
            supervisor -> supervisor.onExit().thenRun(() -> Runtime.getRuntime().halt(0)),
            () -> Runtime.getRuntime().halt(0));
    LogFile.useForProcess(Path.of(System.getProperty("log.file")));
    String[] rest = Arrays.copyOfRange(arguments, 2, arguments.length);
    Class<?> program = Class.forName(arguments[1]);
    var main = program.getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) rest);
  }
}
