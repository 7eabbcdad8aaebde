package io.quittance.verifier.ristretto;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The non-zero digits of the non-adjacent forms of many scalars, in lists by their position, so
 * that nobody has to look at the zeros, which are most. Variable time.
 *
 * <p>A form of a width w is Σ e<sub>i</sub> 2<sup>i</sup>, where every non-zero e<sub>i</sub> is
 * odd, less than 2<sup>w − 1</sup> in absolute value, and followed by at least w − 1 zeros. So the
 * multiples that it needs of a point are 1, 3, …, 2<sup>w − 1</sup> − 1: a table of 2<sup>w −
 * 2</sup>.
 */
final class NonAdjacentForms {
  /** The end of a list. */
  static final int END = -1;

  /** Number of positions: bits of L, and one for the last carry. */
  private static final int POSITIONS = 254;

  private static final int WORD_BITS = 64;

  private final int width;
  private final int[] first = new int[POSITIONS];
  private final int[] next;
  private final int[] multiples;
  private final long[] words = new long[5];
  private int size;
  private int length;

  /** The forms of a width, at most 12, of the scalars, of which each has the table of its place. */
  NonAdjacentForms(Scalar[] scalars, int width) {
    this(scalars, width, k -> k);
  }

  /** The same, of scalars of which each has the table that is named. */
  NonAdjacentForms(Scalar[] scalars, int width, IntUnaryOperator tables) {
    this.width = width;
    final int mostDigits = (POSITIONS + width - 1) / width;
    next = new int[scalars.length * mostDigits];
    multiples = new int[next.length];
    Arrays.fill(first, END);
    for (int k = 0; k < scalars.length; k++) {
      add(tables.applyAsInt(k), scalars[k]);
    }
  }

  private void add(int k, Scalar scalar) {
    scalar.toWords(words, 0);
    final int window = 1 << width;
    final int table = window >> 2;
    int position = 0;
    int carry = 0;
    while (position < POSITIONS) {
      final int word = position / WORD_BITS;
      final int bit = position % WORD_BITS;
      long bits = words[word] >>> bit;
      if (bit > WORD_BITS - width) {
        bits |= words[word + 1] << (WORD_BITS - bit);
      }
      final int value = carry + (int) (bits & (window - 1));
      if ((value & 1) == 0) {
        position++;
        continue;
      }
      carry = value < window / 2 ? 0 : 1;
      final int digit = value - (carry << width);
      final int multiple = k * table + (Math.abs(digit) >> 1);
      multiples[size] = digit > 0 ? multiple : ~multiple;
      next[size] = first[position];
      first[position] = size++;
      length = Math.max(length, position + 1);
      position += width;
    }
  }

  /** One more than the highest position of a non-zero digit. */
  int length() {
    return length;
  }

  /** The first non-zero digit at a position, or {@link #END}. */
  int first(int position) {
    return first[position];
  }

  /** The digit after that one at the same position, or {@link #END}. */
  int next(int digit) {
    return next[digit];
  }

  /**
   * Which multiple the digit asks for, with one table after the other: k 2<sup>w − 2</sup> + (|e| −
   * 1) / 2 for digit e of a scalar with table k, and for a negative e the bitwise complement of
   * that.
   */
  int multiple(int digit) {
    return multiples[digit];
  }
}
