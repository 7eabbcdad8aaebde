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

  /** A multiple of eight points, transposed: two blocks of eight longs of each lane. */
  private static final int BLOCK = LANES * LANES;

  private static final int ENTRY = 2 * BLOCK;

  private final Scalar[][] scalars = new Scalar[LANES][];
  private final long[][][] points = new long[LANES][][];

  /** How many terms the longest of the eight sums has; shorter ones are continued by zeros. */
  private int terms;

  /** The digits of each window: at 8 k + lane that of term k in a lane. */
  private int[][] digits = {};

  /** A third of a megabyte for sums of forty terms, so it is used again and again. */
  private long[] tables = {};

  /** The multiples 1, 2, …, 8 of all terms in extended form. */
  private long[] multiples = {};

  private final long[] sum = new long[LaneEdwards.EXTENDED];
  private final LaneEdwards.Chosen[] chosen = {new LaneEdwards.Chosen(), new LaneEdwards.Chosen()};
  private final int[] rows = new int[LANES];
  private final long[] scratch = new long[LaneEdwards.SCRATCH];

  private LaneStraus() {}

  /** For each j, Σ scalars[j][i] · points[j][i]. */
  static RistrettoPoint[] variableTime(Scalar[][] scalars, RistrettoPoint[][] points) {
    final RistrettoPoint[] sums = new RistrettoPoint[scalars.length];
    final LaneStraus straus = new LaneStraus();
    for (int from = 0; from < sums.length; from += LANES) {
      straus.take(from, scalars, points);
      straus.fillTables();
      straus.readDigits();
      straus.addUp();
      for (int lane = 0; lane < Math.min(LANES, sums.length - from); lane++) {
        final long[] one = new long[Edwards.EXTENDED];
        LaneField.getLane(one, 0, straus.sum, 0, lane, 4);
        sums[from + lane] = RistrettoPoint.ofExtended(one);
      }
    }
    return sums;
  }

  /** Takes the next eight lists of terms; where there are no more, empty ones. */
  private void take(int from, Scalar[][] all, RistrettoPoint[][] allPoints) {
    terms = 0;
    for (int lane = 0; lane < LANES; lane++) {
      if (from + lane < all.length) {
        order(lane, all[from + lane], allPoints[from + lane]);
      } else {
        scalars[lane] = new Scalar[0];
        points[lane] = new long[0][];
      }
      terms = Math.max(terms, scalars[lane].length);
    }
    if (tables.length < terms * MULTIPLES * ENTRY) {
      tables = new long[terms * MULTIPLES * ENTRY];
      multiples = new long[terms * (MULTIPLES - 1) * LaneEdwards.EXTENDED];
    }
    digits = new int[WindowDigits.windows(WINDOW)][terms * LANES];
  }

  /** Long scalars before those of half the length, which have nothing in the upper windows. */
  private void order(int lane, Scalar[] list, RistrettoPoint[] listPoints) {
    scalars[lane] = new Scalar[list.length];
    points[lane] = new long[list.length][];
    final long[][] forms = Edwards.normalForms(listPoints);
    final long[] words = new long[4];
    int first = 0;
    int last = list.length;
    for (int k = 0; k < list.length; k++) {
      list[k].toWords(words, 0);
      final int place = (words[2] | words[3]) != 0 ? first++ : --last;
      scalars[lane][place] = list[k];
      points[lane][place] = forms[k];
    }
  }

  private void fillTables() {
    findMultiples();
    final int count = terms * (MULTIPLES - 1);
    LaneRoots.invertAll(multiples, LaneEdwards.Z, LaneEdwards.EXTENDED, count);
    final long[] affine = new long[ENTRY];
    for (int i = 0; i < count; i++) {
      final int at = i * LaneEdwards.EXTENDED;
      final int x = at + LaneEdwards.X;
      final int y = at + LaneEdwards.Y;
      LaneField.multiply(multiples, x, multiples, x, multiples, at + LaneEdwards.Z);
      LaneField.multiply(multiples, y, multiples, y, multiples, at + LaneEdwards.Z);
      LaneField.multiply(multiples, at + LaneEdwards.T, multiples, x, multiples, y);
      LaneEdwards.toAffine(affine, 0, multiples, at);
      // Each table starts with the multiple 0, which is not computed.
      setEntry(i + i / (MULTIPLES - 1) + 1, affine);
    }
    final long[] neutral = new long[LaneEdwards.EXTENDED];
    LaneEdwards.setIdentity(neutral, 0);
    LaneEdwards.toAffine(affine, 0, neutral, 0);
    for (int k = 0; k < terms; k++) {
      setEntry(k * MULTIPLES, affine);
    }
  }

  private void findMultiples() {
    final long[] multiple = new long[LaneEdwards.EXTENDED];
    final long[] once = new long[LaneEdwards.AFFINE];
    int at = 0;
    for (int k = 0; k < terms; k++) {
      LaneEdwards.setIdentity(multiple, 0);
      for (int lane = 0; lane < LANES; lane++) {
        if (k < points[lane].length) {
          LaneField.setLane(multiple, 0, lane, points[lane][k], 0, 4);
        }
      }
      LaneEdwards.toAffine(once, 0, multiple, 0);
      for (int m = 1; m < MULTIPLES; m++) {
        System.arraycopy(multiple, 0, multiples, at, LaneEdwards.EXTENDED);
        at += LaneEdwards.EXTENDED;
        LaneEdwards.addAffine(multiple, 0, once, 0, scratch);
      }
    }
  }

  private void setEntry(int entry, long[] affine) {
    for (int block = 0; block < 2; block++) {
      for (int i = 0; i < LANES; i++) {
        rows[i] = block * BLOCK + i * LANES;
      }
      LaneTransposition.transpose(tables, entry * ENTRY + block * BLOCK, affine, rows, 0);
    }
  }

  private void readDigits() {
    final Scalar[] all = new Scalar[terms * LANES];
    for (int k = 0; k < terms; k++) {
      for (int lane = 0; lane < LANES; lane++) {
        final boolean present = k < scalars[lane].length;
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
        LaneEdwards.addAffine(sum, 0, chosen[k & 1].points, 0, scratch);
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
  }
}
