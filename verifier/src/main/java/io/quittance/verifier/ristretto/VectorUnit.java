package io.quittance.verifier.ristretto;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Whether this process uses {@link EightLanes}: if its Java virtual machine was started with {@code
 * --add-modules jdk.incubator.vector} and prefers vectors of 512 bits. No result depends on it.
 *
 * <p>Vector code that the virtual machine has not compiled yet, or cannot compile, is a hundred and
 * more times slower than compiled code. So the first request starts a thread that exercises it and
 * compares, and until it is the faster one, the scalar code is used. After {@value
 * #PATIENCE_SECONDS} seconds it tries again after ever longer pauses: on a busy machine the
 * compiler may need minutes.
 *
 * <p>The system property {@code quittance.lanes}, read once, decides otherwise: {@code off} never
 * uses it, {@code on} at once.
 */
final class VectorUnit {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String IMPLEMENTATION =
      "io.quittance.verifier.ristretto.LaneArithmetic"; // not known when this is compiled
  private static final String SWITCH = "quittance.lanes";

  private static final int PATIENCE_SECONDS = 30;
  private static final int LONGEST_PAUSE_SECONDS = 300;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Points of the exercise: enough to run through all of the code. */
  private static final int EXERCISE = 256;

  private static final int EXERCISED_SUMS = 8;
  private static final int EXERCISED_TERMS = EXERCISE / EXERCISED_SUMS;
  private static final int EXERCISED_FIXED_POINTS = 128;

  /** The lanes from the moment on at which they are used, else null. */
  private static volatile EightLanes ready;

  static {
    final String choice = System.getProperty(SWITCH, "");
    final EightLanes lanes = choice.equals("off") ? null : offered();
    if (lanes != null && choice.equals("on")) {
      ready = lanes;
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

  /** Runs both ways until the lanes are the faster one in all they do. */
  private static void exercise(EightLanes lanes) {
    final Random random = new Random(EXERCISE);
    final CompressedRistretto[] encodings = new CompressedRistretto[EXERCISE];
    final InverseRoot[] roots = new InverseRoot[EXERCISE];
    final Scalar[] scalars = new Scalar[EXERCISE];
    for (int k = 0; k < EXERCISE; k++) {
      final byte[] bytes = new byte[64];
      random.nextBytes(bytes);
      encodings[k] = RistrettoPoint.fromUniformBytes(bytes).compress();
      roots[k] = InverseRoot.of(encodings[k]);
      scalars[k] = Scalar.fromWideBytes(bytes);
    }
    final RistrettoPoint[] points = lanes.decodeAll(encodings);
    final Scalar[][] someScalars = new Scalar[EXERCISED_SUMS][];
    final RistrettoPoint[][] somePoints = new RistrettoPoint[EXERCISED_SUMS][];
    for (int j = 0; j < EXERCISED_SUMS; j++) {
      someScalars[j] = Arrays.copyOfRange(scalars, j * EXERCISED_TERMS, (j + 1) * EXERCISED_TERMS);
      somePoints[j] = Arrays.copyOfRange(points, j * EXERCISED_TERMS, (j + 1) * EXERCISED_TERMS);
    }
    final Scalar[] fixedScalars = Arrays.copyOf(scalars, EXERCISED_FIXED_POINTS);
    final FixedPoints fixed = FixedPoints.of(List.of(points).subList(0, EXERCISED_FIXED_POINTS));
    awaitFaster(
        () ->
            isFaster(
                    () -> lanes.decodeAll(encodings),
                    () -> CompressedRistretto.decodeEach(encodings))
                && isFaster(() -> lanes.encodeAll(points), () -> CompressedRistretto.ofEach(points))
                && isFaster(
                    () -> lanes.decodeClaimed(encodings, roots),
                    () -> CompressedRistretto.decodeClaimedEach(encodings, roots))
                && isFaster(
                    () -> lanes.sum(scalars, points), () -> Pippenger.variableTime(scalars, points))
                && isFaster(
                    () -> lanes.sumEach(someScalars, somePoints),
                    () -> MultiscalarMultiplication.plainEach(someScalars, somePoints))
                && isFaster(
                    () -> fixed.variableTime(lanes, fixedScalars),
                    () -> fixed.variableTime(null, fixedScalars)));
    ready = lanes;
  }

  private static void awaitFaster(BooleanSupplier comparison) {
    final long start = System.nanoTime();
    long pauseSeconds = 1;
    while (!comparison.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_SECONDS * NANOS_PER_SECOND) {
        LockSupport.parkNanos(pauseSeconds * NANOS_PER_SECOND);
        pauseSeconds = Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
      }
    }
  }

  private static boolean isFaster(Runnable one, Runnable other) {
    final long start = System.nanoTime();
    one.run();
    final long middle = System.nanoTime();
    other.run();
    return middle - start < System.nanoTime() - middle;
  }
}
