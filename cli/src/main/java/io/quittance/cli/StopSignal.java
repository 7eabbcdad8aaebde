package io.quittance.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C (SIGINT) and SIGTERM, turned into a request to the program: the first time it is asked to
 * stop in good order, the second time it ends at once.
 *
 * <p>A shutdown hook would not do: all hooks run at the same time, and Flink's own delete the
 * directories in which the running job keeps its state.
 */
final class StopSignal {
  /** Exit status of a program that Ctrl-C ended: 128 and the signal's number. */
  static final int INTERRUPTED = 130;

  private static final String[] NAMES = {"INT", "TERM"};

  private StopSignal() {}

  /** Runs {@code stop} at the first signal, on a thread of the Java virtual machine's. */
  static void onFirst(Runnable stop) {
    AtomicBoolean asked = new AtomicBoolean();
    for (String name : NAMES) {
      handle(
          name,
          () -> {
            if (asked.getAndSet(true)) {
              Runtime.getRuntime().halt(INTERRUPTED);
            }
            stop.run();
          });
    }
  }

  /** By reflection, because the compiler warns of the class, which has no public successor. */
  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException unavailable) {
      // Then the signal ends the process as if it had been killed, from which the ledger recovers.
      return;
    }
  }
}
