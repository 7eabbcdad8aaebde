package io.quittance.wallet.interop;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small changes of context and proof, none of which leaves a valid proof. */
final class Mutants {
  private static final int BIT_FLIPS = 3;
  private static final int FIELD_BYTES = 32;

  private Mutants() {}

  /**
   * Lists changed copies by what was changed.
   *
   * @param data a valid context and proof
   * @param other another one of the same type
   */
  static Map<String, byte[]> of(byte[] data, byte[] other, int contextBytes, SeededRandom random) {
    Map<String, byte[]> mutants = new LinkedHashMap<>();
    while (mutants.size() < BIT_FLIPS) {
      int at = random.nextInt(data.length);
      int bit = random.nextInt(Byte.SIZE);
      byte[] flipped = data.clone();
      flipped[at] ^= (byte) (1 << bit);
      mutants.put("bit " + bit + " of byte " + at + " flipped", flipped);
    }
    byte[] moved = other.clone();
    System.arraycopy(data, contextBytes, moved, contextBytes, data.length - contextBytes);
    mutants.put("proof under another context", moved);
    mutants.put("one byte less", Arrays.copyOf(data, data.length - 1));
    mutants.put("one byte more", Arrays.copyOf(data, data.length + 1));
    int fields = (data.length - contextBytes) / FIELD_BYTES;
    int first = random.nextInt(fields);
    int second = (first + 1 + random.nextInt(fields - 1)) % fields;
    mutants.put(
        "fields " + first + " and " + second + " of the proof exchanged",
        exchanged(data, contextBytes + first * FIELD_BYTES, contextBytes + second * FIELD_BYTES));
    return mutants;
  }

  private static byte[] exchanged(byte[] data, int first, int second) {
    byte[] mutant = data.clone();
    System.arraycopy(data, first, mutant, second, FIELD_BYTES);
    System.arraycopy(data, second, mutant, first, FIELD_BYTES);
    return mutant;
  }
}
