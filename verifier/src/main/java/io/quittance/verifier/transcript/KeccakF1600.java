package io.quittance.verifier.transcript;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The permutation Keccak-f[1600] of FIPS 202, section 3, on a state of 200 bytes.
 *
 * <p>The 25 lanes of 64 bits are read little-endian into local variables, permuted in 24 rounds and
 * written back. Lane {@code a[x + 5 y]} is the variable {@code a} followed by that number.
 */
final class KeccakF1600 {
  static final int STATE_BYTES = 200;

  private static final VarHandle LANE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] ROUND_CONSTANTS = {
    0x0000000000000001L,
    0x0000000000008082L,
    0x800000000000808aL,
    0x8000000080008000L,
    0x000000000000808bL,
    0x0000000080000001L,
    0x8000000080008081L,
    0x8000000000008009L,
    0x000000000000008aL,
    0x0000000000000088L,
    0x0000000080008009L,
    0x000000008000000aL,
    0x000000008000808bL,
    0x800000000000008bL,
    0x8000000000008089L,
    0x8000000000008003L,
    0x8000000000008002L,
    0x8000000000000080L,
    0x000000000000800aL,
    0x800000008000000aL,
    0x8000000080008081L,
    0x8000000000008080L,
    0x0000000080000001L,
    0x8000000080008008L,
  };

  private KeccakF1600() {}

  /**
   * Permutes a state in place.
   *
   * <p>One long method, because the lanes must stay in local variables: an array of lanes costs a
   * bounds check and a memory access for each of some 200 operations of a round.
   */
  static void permute(byte[] state) {
    long a0 = (long) LANE.get(state, 0);
    long a1 = (long) LANE.get(state, 8);
    long a2 = (long) LANE.get(state, 16);
    long a3 = (long) LANE.get(state, 24);
    long a4 = (long) LANE.get(state, 32);
    long a5 = (long) LANE.get(state, 40);
    long a6 = (long) LANE.get(state, 48);
    long a7 = (long) LANE.get(state, 56);
    long a8 = (long) LANE.get(state, 64);
    long a9 = (long) LANE.get(state, 72);
    long a10 = (long) LANE.get(state, 80);
    long a11 = (long) LANE.get(state, 88);
    long a12 = (long) LANE.get(state, 96);
    long a13 = (long) LANE.get(state, 104);
    long a14 = (long) LANE.get(state, 112);
    long a15 = (long) LANE.get(state, 120);
    long a16 = (long) LANE.get(state, 128);
    long a17 = (long) LANE.get(state, 136);
    long a18 = (long) LANE.get(state, 144);
    long a19 = (long) LANE.get(state, 152);
    long a20 = (long) LANE.get(state, 160);
    long a21 = (long) LANE.get(state, 168);
    long a22 = (long) LANE.get(state, 176);
    long a23 = (long) LANE.get(state, 184);
    long a24 = (long) LANE.get(state, 192);
    for (long roundConstant : ROUND_CONSTANTS) {
      // Theta: each column takes in the parities of two neighbours.
      long c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20;
      long c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21;
      long c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
      long c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23;
      long c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;
      long d0 = c4 ^ Long.rotateLeft(c1, 1);
      long d1 = c0 ^ Long.rotateLeft(c2, 1);
      long d2 = c1 ^ Long.rotateLeft(c3, 1);
      long d3 = c2 ^ Long.rotateLeft(c4, 1);
      long d4 = c3 ^ Long.rotateLeft(c0, 1);
      // Rho and pi: lanes are rotated and moved.
      long b0 = a0 ^ d0;
      long b1 = Long.rotateLeft(a6 ^ d1, 44);
      long b2 = Long.rotateLeft(a12 ^ d2, 43);
      long b3 = Long.rotateLeft(a18 ^ d3, 21);
      long b4 = Long.rotateLeft(a24 ^ d4, 14);
      long b5 = Long.rotateLeft(a3 ^ d3, 28);
      long b6 = Long.rotateLeft(a9 ^ d4, 20);
      long b7 = Long.rotateLeft(a10 ^ d0, 3);
      long b8 = Long.rotateLeft(a16 ^ d1, 45);
      long b9 = Long.rotateLeft(a22 ^ d2, 61);
      long b10 = Long.rotateLeft(a1 ^ d1, 1);
      long b11 = Long.rotateLeft(a7 ^ d2, 6);
      long b12 = Long.rotateLeft(a13 ^ d3, 25);
      long b13 = Long.rotateLeft(a19 ^ d4, 8);
      long b14 = Long.rotateLeft(a20 ^ d0, 18);
      long b15 = Long.rotateLeft(a4 ^ d4, 27);
      long b16 = Long.rotateLeft(a5 ^ d0, 36);
      long b17 = Long.rotateLeft(a11 ^ d1, 10);
      long b18 = Long.rotateLeft(a17 ^ d2, 15);
      long b19 = Long.rotateLeft(a23 ^ d3, 56);
      long b20 = Long.rotateLeft(a2 ^ d2, 62);
      long b21 = Long.rotateLeft(a8 ^ d3, 55);
      long b22 = Long.rotateLeft(a14 ^ d4, 39);
      long b23 = Long.rotateLeft(a15 ^ d0, 41);
      long b24 = Long.rotateLeft(a21 ^ d1, 2);
      // Chi: the one non-linear step; iota: the round constant.
      a0 = b0 ^ (~b1 & b2) ^ roundConstant;
      a1 = b1 ^ (~b2 & b3);
      a2 = b2 ^ (~b3 & b4);
      a3 = b3 ^ (~b4 & b0);
      a4 = b4 ^ (~b0 & b1);
      a5 = b5 ^ (~b6 & b7);
      a6 = b6 ^ (~b7 & b8);
      a7 = b7 ^ (~b8 & b9);
      a8 = b8 ^ (~b9 & b5);
      a9 = b9 ^ (~b5 & b6);
      a10 = b10 ^ (~b11 & b12);
      a11 = b11 ^ (~b12 & b13);
      a12 = b12 ^ (~b13 & b14);
      a13 = b13 ^ (~b14 & b10);
      a14 = b14 ^ (~b10 & b11);
      a15 = b15 ^ (~b16 & b17);
      a16 = b16 ^ (~b17 & b18);
      a17 = b17 ^ (~b18 & b19);
      a18 = b18 ^ (~b19 & b15);
      a19 = b19 ^ (~b15 & b16);
      a20 = b20 ^ (~b21 & b22);
      a21 = b21 ^ (~b22 & b23);
      a22 = b22 ^ (~b23 & b24);
      a23 = b23 ^ (~b24 & b20);
      a24 = b24 ^ (~b20 & b21);
    }
    LANE.set(state, 0, a0);
    LANE.set(state, 8, a1);
    LANE.set(state, 16, a2);
    LANE.set(state, 24, a3);
    LANE.set(state, 32, a4);
    LANE.set(state, 40, a5);
    LANE.set(state, 48, a6);
    LANE.set(state, 56, a7);
    LANE.set(state, 64, a8);
    LANE.set(state, 72, a9);
    LANE.set(state, 80, a10);
    LANE.set(state, 88, a11);
    LANE.set(state, 96, a12);
    LANE.set(state, 104, a13);
    LANE.set(state, 112, a14);
    LANE.set(state, 120, a15);
    LANE.set(state, 128, a16);
    LANE.set(state, 136, a17);
    LANE.set(state, 144, a18);
    LANE.set(state, 152, a19);
    LANE.set(state, 160, a20);
    LANE.set(state, 168, a21);
    LANE.set(state, 176, a22);
    LANE.set(state, 184, a23);
    LANE.set(state, 192, a24);
  }
}
