package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;

/**
 * Eight multiscalar multiplications at once, one in each lane, with tables of all points and shared
 * doublings as in {@link Straus}: for sums of few points that are wanted apart. Lanes cannot skip
 * zeros each for itself, so digits stand in fixed windows. Variable time.
 */
final class LaneStraus {
  private static final int WINDOW = 4;

  /** Multiples 0, 1, …, 8. */
  private static final int MULTIPLES = (1 << (WINDOW - 1)) + 1;

  /** A multiple of eight points, transposed: three blocks of eight longs of each lane. */
  private static final int BLOCK = LANES * LANES;

  private static final int ENTRY = 3 * BLOCK;

  private final Scalar[][] scalars;
  private final RistrettoPoint[][] points;

  /** How many terms the longest sum has; shorter ones are continued by zeros. */
  private final int terms;

  /** The digits of each window: at 8 k + lane that of term k in a lane. */
  private final int[][] digits;

  private final long[] tables;
  private final long[] sum = new long[LaneEdwards.EXTENDED];
  private final LaneEdwards.Chosen[] chosen = {new LaneEdwards.Chosen(), new LaneEdwards.Chosen()};
  private final int[] rows = new int[LANES];
  private final long[] scratch = new long[LaneEdwards.SCRATCH];

  /** The sums of at most eight lists of terms, which are put in order of their lengths. */
  private LaneStraus(Scalar[][] scalars, RistrettoPoint[][] points) {
    this.scalars = scalars;
    this.points = points;
    int most = 0;
    for (Scalar[] list : scalars) {
      most = Math.max(most, list.length);
    }
    terms = most;
    digits = new int[WindowDigits.windows(WINDOW)][terms * LANES];
    tables = new long[terms * MULTIPLES * ENTRY];
  }

  /**
   * Sets sums[from + lane] to Σ scalars[from + lane][i] · points[from + lane][i], eight of them.
   */
  static void variableTime(
      RistrettoPoint[] sums, int from, int count, Scalar[][] scalars, RistrettoPoint[][] points) {
    final Scalar[][] orderedScalars = new Scalar[count][];
    final RistrettoPoint[][] orderedPoints = new RistrettoPoint[count][];
    for (int lane = 0; lane < count; lane++) {
      order(orderedScalars, orderedPoints, lane, scalars[from + lane], points[from + lane]);
    }
    final LaneStraus straus = new LaneStraus(orderedScalars, orderedPoints);
    straus.fillTables();
    straus.readDigits();
    straus.addUp();
    for (int lane = 0; lane < count; lane++) {
      final long[] sum = new long[Edwards.EXTENDED];
      LaneField.getLane(sum, 0, straus.sum, 0, lane, 4);
      sums[from + lane] = RistrettoPoint.ofExtended(sum);
    }
  }

  /** Long scalars before those of half the length, which have nothing in the upper windows. */
  private static void order(
      Scalar[][] toScalars,
      RistrettoPoint[][] toPoints,
      int lane,
      Scalar[] scalars,
      RistrettoPoint[] points) {
    toScalars[lane] = new Scalar[scalars.length];
    toPoints[lane] = new RistrettoPoint[scalars.length];
    final long[] words = new long[4];
    int first = 0;
    int last = scalars.length;
    for (int k = 0; k < scalars.length; k++) {
      scalars[k].toWords(words, 0);
      final int place = (words[2] | words[3]) != 0 ? first++ : --last;
      toScalars[lane][place] = scalars[k];
      toPoints[lane][place] = points[k];
    }
  }

  private void fillTables() {
    final long[] multiple = new long[LaneEdwards.EXTENDED];
    final long[] cached = new long[ENTRY];
    final long[] once = new long[LaneEdwards.CACHED];
    for (int k = 0; k < terms; k++) {
      LaneEdwards.setIdentity(multiple, 0);
      LaneEdwards.toCached(cached, 0, multiple, 0);
      setEntry(k * MULTIPLES, cached);
      for (int lane = 0; lane < points.length; lane++) {
        if (k < points[lane].length) {
          LaneField.setLane(multiple, 0, lane, points[lane][k].extended(), 0, 4);
        }
      }
      LaneEdwards.toCached(once, 0, multiple, 0);
      System.arraycopy(once, 0, cached, 0, LaneEdwards.CACHED);
      setEntry(k * MULTIPLES + 1, cached);
      for (int m = 2; m < MULTIPLES; m++) {
        LaneEdwards.addCached(multiple, 0, once, 0, scratch);
        LaneEdwards.toCached(cached, 0, multiple, 0);
        setEntry(k * MULTIPLES + m, cached);
      }
    }
  }

  private void setEntry(int entry, long[] cached) {
    for (int block = 0; block < 3; block++) {
      for (int i = 0; i < LANES; i++) {
        rows[i] = block * BLOCK + i * LANES;
      }
      LaneTransposition.transpose(tables, entry * ENTRY + block * BLOCK, cached, rows, 0);
    }
  }

  private void readDigits() {
    final Scalar[] all = new Scalar[terms * LANES];
    for (int k = 0; k < terms; k++) {
      for (int lane = 0; lane < LANES; lane++) {
        final boolean present = lane < scalars.length && k < scalars[lane].length;
        all[k * LANES + lane] = present ? scalars[lane][k] : Scalar.ZERO;
      }
    }
    final WindowDigits windows = new WindowDigits(all, WINDOW);
    for (int i = 0; i < digits.length; i++) {
      windows.read(digits[i], i);
    }
  }

  private void addUp() {
    LaneEdwards.setIdentity(sum, 0);
    int active = 0;
    for (int i = digits.length - 1; i >= 0; i--) {
      if (active > 0) {
        LaneEdwards.doubleTimes(sum, 0, WINDOW, scratch);
      }
      active = Math.max(active, used(digits[i]));
      if (active > 0) {
        choose(chosen[0], 0, digits[i]);
      }
      // What is written lane by lane is read as vectors only one step later, when it has arrived.
      for (int k = 0; k < active; k++) {
        if (k + 1 < active) {
          choose(chosen[k + 1 & 1], k + 1, digits[i]);
        }
        chosen[k & 1].negateMasked();
        LaneEdwards.addCached(sum, 0, chosen[k & 1].points, 0, scratch);
      }
    }
  }

  /** How many terms there are up to the last that has a digit. */
  private static int used(int[] digits) {
    int last = digits.length - 1;
    while (last >= 0 && digits[last] == 0) {
      last--;
    }
    return last < 0 ? 0 : last / LANES + 1;
  }

  private void choose(LaneEdwards.Chosen into, int k, int[] window) {
    for (int lane = 0; lane < LANES; lane++) {
      final int digit = window[k * LANES + lane];
      rows[lane] = (k * MULTIPLES + Math.abs(digit)) * ENTRY + lane * LANES;
      into.opposite[lane] = digit >> 31;
    }
    LaneTransposition.transpose(into.points, 0, tables, rows, 0);
    LaneTransposition.transpose(into.points, BLOCK, tables, rows, BLOCK);
    LaneTransposition.transpose(into.points, 2 * BLOCK, tables, rows, 2 * BLOCK);
  }
}
