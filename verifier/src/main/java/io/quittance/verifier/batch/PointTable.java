package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.InverseRoot;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The distinct points of a batch, numbered from 0 on in the order of their first appearance.
 *
 * <p>An open-addressing hash table. Its hash is keyed with random numbers, because senders choose
 * the points: without the key they could choose ones that collide and make the table quadratic. It
 * is the multilinear hash (Lemire and Kaser, "Strongly universal string hashing is fast", 2014), of
 * which it is proved that any two points collide as seldom as two random numbers.
 */
final class PointTable {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HALF_MASK = 0xffff_ffffL;
  private static final int FREE = -1;
  private static final int MIN_SLOTS = 16;

  /** A summand, and a factor for each half of a word. */
  private final long[] keys;

  private int[] slots;
  private CompressedRistretto[] points;
  private RistrettoPoint[] decoded;
  private final RootClaims claims = new RootClaims();
  private int size;

  /**
   * Makes an empty table.
   *
   * @param expectedPoints its capacity before it has to grow
   * @param key a random number
   */
  PointTable(int expectedPoints, long key) {
    keys = new SplittableRandom(key).longs(1 + CompressedRistretto.BYTES / Integer.BYTES).toArray();
    int slotCount = Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, expectedPoints)) * 4);
    slots = new int[slotCount];
    Arrays.fill(slots, FREE);
    points = new CompressedRistretto[slotCount / 2];
  }

  /** Returns the number of a point, giving it one if it is new. */
  int intern(CompressedRistretto point) {
    int slot = find(point);
    if (slots[slot] != FREE) {
      return slots[slot];
    }
    if (size == points.length) {
      grow();
      slot = find(point);
    }
    points[size] = point;
    slots[slot] = size;
    return size++;
  }

  int size() {
    return size;
  }

  /** Takes note of a claim that may save the square root of a point. */
  void claim(CompressedRistretto point, InverseRoot root) {
    claims.add(intern(point), root);
  }

  /** Decodes all points: the one place where a batch spends its square roots. */
  void decode() {
    decoded = claims.decode(Arrays.copyOf(points, size));
  }

  /** Tells, after {@link #decode}, how many points took a square root. */
  int squareRoots() {
    return claims.squareRoots();
  }

  /** Tells, after {@link #decode}, whether the numbered point is one. */
  boolean isValid(int number) {
    return decoded[number] != null;
  }

  RistrettoPoint decoded(int number) {
    return decoded[number];
  }

  private int find(CompressedRistretto point) {
    int mask = slots.length - 1;
    int slot = hash(point) & mask;
    while (slots[slot] != FREE && !points[slots[slot]].equals(point)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The hash of a point, 32 bits. */
  int hash(CompressedRistretto point) {
    byte[] bytes = point.toBytes();
    long sum = keys[0];
    int next = 1;
    for (int offset = 0; offset < CompressedRistretto.BYTES; offset += Long.BYTES) {
      long word = (long) WORD.get(bytes, offset);
      sum += keys[next++] * (word & HALF_MASK);
      sum += keys[next++] * (word >>> Integer.SIZE);
    }
    return (int) (sum >>> Integer.SIZE);
  }

  private void grow() {
    points = Arrays.copyOf(points, 2 * points.length);
    slots = new int[2 * slots.length];
    Arrays.fill(slots, FREE);
    for (int number = 0; number < size; number++) {
      slots[find(points[number])] = number;
    }
  }
}
