package io.quittance.verifier.ristretto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 64-bit words in little-endian bytes, the order of all encodings of RFC 9496. */
final class LittleEndian {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static long read(byte[] bytes, int offset) {
    return (long) WORDS.get(bytes, offset);
  }

  static void write(byte[] bytes, int offset, long word) {
    WORDS.set(bytes, offset, word);
  }
}
