package io.quittance.verifier.ristretto;

import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether this process uses {@link EightLanes}: if its Java virtual machine was started with {@code
 * --add-modules jdk.incubator.vector} and prefers vectors of 512 bits. No result depends on it.
 *
 * <p>Vector code that the virtual machine has not compiled yet, or cannot compile, is a hundred and
 * more times slower than compiled code. So the first request starts a thread that tries it ({@link
 * VectorTrial}), and until it is the faster one, the scalar code is used. After {@value
 * #PATIENCE_SECONDS} seconds it tries again after ever longer pauses: on a busy machine the
 * compiler may need minutes. In each trial all results are compared with those of the scalar code;
 * if one differs, lanes are never used in this process, and a warning says so.
 *
 * <p>The system property {@code quittance.lanes}, read once, decides otherwise: {@code off} never
 * uses it, {@code on} as soon as one trial finds no wrong result, however long it took.
 */
public final class VectorUnit {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String IMPLEMENTATION =
      "io.quittance.verifier.ristretto.LaneArithmetic"; // not known when this is compiled
  private static final String SWITCH = "quittance.lanes";

  private static final int PATIENCE_SECONDS = 30;
  private static final int LONGEST_PAUSE_SECONDS = 300;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The lanes from the moment on at which they are used, else null. */
  private static volatile EightLanes ready;

  /** Whether a result was found to be wrong: what is withdrawn is never adopted afterwards. */
  private static boolean withdrawn;

  static {
    final String choice = System.getProperty(SWITCH, "");
    final EightLanes lanes = choice.equals("off") ? null : offered();
    if (lanes != null && choice.equals("on")) {
      final VectorTrial trial =
          new VectorTrial(lanes, VectorTrial.CHECKED_POINTS, System::nanoTime);
      adopt(lanes, trial.run() != VectorTrial.Outcome.WRONG);
    } else if (lanes != null) {
      final Thread exercise = new Thread(() -> exercise(lanes), "quittance-lanes");
      exercise.setDaemon(true);
      exercise.start();
    }
  }

  private VectorUnit() {}

  /** The lanes if they are to be used now, else null. */
  static EightLanes lanes() {
    return ready;
  }

  /**
   * Uses lanes no more in this process, because a result of theirs was found to be wrong.
   *
   * @param finding what was found, a sentence for the operator
   */
  public static synchronized void withdraw(String finding) {
    withdrawn = true;
    ready = null;
    System.getLogger(VectorUnit.class.getName())
        .log(Level.WARNING, finding + " The vector unit is not used any more in this process.");
  }

  /** Uses these lanes from now on, or none if they are null: for tests of what lanes may do. */
  static synchronized void use(EightLanes lanes) {
    withdrawn = false;
    ready = lanes;
  }

  /** The lanes if this virtual machine and this machine have them, else null. */
  static EightLanes offered() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return null;
    }
    try {
      final EightLanes lanes =
          (EightLanes) Class.forName(IMPLEMENTATION).getDeclaredConstructor().newInstance();
      return lanes.isPreferred() ? lanes : null;
    } catch (ReflectiveOperationException | LinkageError e) {
      // The module incubates: a version that has changed is as good as none.
      return null;
    }
  }

  private static void exercise(EightLanes lanes) {
    final VectorTrial trial = new VectorTrial(lanes, VectorTrial.TIMED_POINTS, System::nanoTime);
    adopt(lanes, areRightUntilFaster(trial::run, System::nanoTime, LockSupport::parkNanos));
  }

  /** Uses lanes that were found right, unless they were found wrong in the meantime. */
  static synchronized void adopt(EightLanes lanes, boolean right) {
    if (right && !withdrawn) {
      ready = lanes;
    } else if (!right) {
      withdraw("The vector unit computes something else than the scalar code.");
    }
  }

  /**
   * Tries until lanes are the faster ones, and returns true; false as soon as they are wrong.
   *
   * @param trial runs them once
   * @param nanos a clock
   * @param pause waits for so many nanoseconds
   */
  static boolean areRightUntilFaster(
      Supplier<VectorTrial.Outcome> trial, LongSupplier nanos, LongConsumer pause) {
    final long start = nanos.getAsLong();
    long pauseSeconds = 1;
    VectorTrial.Outcome outcome = trial.get();
    while (outcome == VectorTrial.Outcome.SLOWER) {
      if (nanos.getAsLong() - start > PATIENCE_SECONDS * NANOS_PER_SECOND) {
        pause.accept(pauseSeconds * NANOS_PER_SECOND);
        pauseSeconds = Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
      }
      outcome = trial.get();
    }
    return outcome == VectorTrial.Outcome.FASTER;
  }
}
