package io.quittance.verifier.transcript;

import java.util.Arrays;

/**
 * The part of STROBE-128 (Hamburg, "The STROBE protocol framework", version 1.0.2) that Merlin
 * uses: associated data, its meta form, and the pseudo-random output.
 *
 * <p>A mutable duplex sponge of 200 bytes over Keccak-f[1600] with a rate of 166 bytes. Not safe
 * for use by several threads.
 */
final class Strobe128 {
  private static final int RATE_BYTES = 166;

  private static final int FLAG_INBOUND = 1;
  private static final int FLAG_APPLICATION = 1 << 1;
  private static final int FLAG_CIPHER = 1 << 2;
  private static final int FLAG_META = 1 << 4;

  private static final int ASSOCIATED_DATA = FLAG_APPLICATION;
  private static final int META_ASSOCIATED_DATA = FLAG_META | FLAG_APPLICATION;
  private static final int PSEUDO_RANDOM = FLAG_INBOUND | FLAG_APPLICATION | FLAG_CIPHER;

  private static final byte[] INITIAL_STATE = {
    1,
    (byte) (RATE_BYTES + 2),
    1,
    0,
    1,
    96,
    'S',
    'T',
    'R',
    'O',
    'B',
    'E',
    'v',
    '1',
    '.',
    '0',
    '.',
    '2'
  };

  private final byte[] state;
  private int position;
  private int operationStart;
  private int currentFlags;

  Strobe128(byte[] protocolLabel) {
    state = Arrays.copyOf(INITIAL_STATE, KeccakF1600.STATE_BYTES);
    KeccakF1600.permute(state);
    metaAssociatedData(protocolLabel, false);
  }

  private Strobe128(Strobe128 original) {
    state = original.state.clone();
    position = original.position;
    operationStart = original.operationStart;
    currentFlags = original.currentFlags;
  }

  Strobe128 copy() {
    return new Strobe128(this);
  }

  void metaAssociatedData(byte[] data, boolean more) {
    begin(META_ASSOCIATED_DATA, more);
    absorb(data, 0, data.length);
  }

  /** Continues the meta operation with the four little-endian bytes of a length. */
  void metaLength(int length) {
    begin(META_ASSOCIATED_DATA, true);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      absorb(length >>> shift);
    }
  }

  void associatedData(byte[] data, int offset, int length) {
    begin(ASSOCIATED_DATA, false);
    absorb(data, offset, length);
  }

  void pseudoRandom(byte[] output) {
    begin(PSEUDO_RANDOM, false);
    squeeze(output);
  }

  private void begin(int flags, boolean more) {
    if (more) {
      if (flags != currentFlags) {
        throw new IllegalStateException(
            "cannot continue operation " + currentFlags + " with flags " + flags);
      }
      return;
    }
    int previousStart = operationStart;
    operationStart = position + 1;
    currentFlags = flags;
    absorb(previousStart);
    absorb(flags);
    if ((flags & FLAG_CIPHER) != 0 && position != 0) {
      runPermutation();
    }
  }

  private void absorb(int value) {
    state[position++] ^= (byte) value;
    if (position == RATE_BYTES) {
      runPermutation();
    }
  }

  private void absorb(byte[] data, int offset, int length) {
    int taken = 0;
    while (taken < length) {
      int count = Math.min(length - taken, RATE_BYTES - position);
      for (int i = 0; i < count; i++) {
        state[position + i] ^= data[offset + taken + i];
      }
      position += count;
      taken += count;
      if (position == RATE_BYTES) {
        runPermutation();
      }
    }
  }

  private void squeeze(byte[] output) {
    int given = 0;
    while (given < output.length) {
      int count = Math.min(output.length - given, RATE_BYTES - position);
      System.arraycopy(state, position, output, given, count);
      Arrays.fill(state, position, position + count, (byte) 0);
      position += count;
      given += count;
      if (position == RATE_BYTES) {
        runPermutation();
      }
    }
  }

  private void runPermutation() {
    state[position] ^= (byte) operationStart;
    state[position + 1] ^= 0x04;
    state[RATE_BYTES + 1] ^= (byte) 0x80;
    KeccakF1600.permute(state);
    position = 0;
    operationStart = 0;
  }
}
