package io.quittance.verifier.encryption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BalanceNoteTest {
  private final SeededRandom random = new SeededRandom(47);
  private final BalanceNoteKey key = BalanceNoteKey.random(random);

  @Test
  void decrypt_peersNotes_givesTheAmountsAndRefusesTamperedOnes() {
    for (JsonNode vector : Vectors.read("kat.json").get("ae")) {
      BalanceNoteKey peersKey = BalanceNoteKey.of(Vectors.hex(vector.get("key")));
      assertEquals(
          OptionalLong.of(Vectors.amount(vector.get("amount"))),
          BalanceNote.decrypt(peersKey, Vectors.hex(vector.get("ciphertext"))));
      assertEquals(
          OptionalLong.empty(), BalanceNote.decrypt(peersKey, Vectors.hex(vector.get("tampered"))));
    }
  }

  @Test
  void encrypt_edgeAmounts_areReadBack() {
    for (long amount : new long[] {0, 1, 0xffff, 0x10000, Long.MAX_VALUE, Long.MIN_VALUE, -1L}) {
      byte[] note = BalanceNote.encrypt(key, amount, random);
      assertEquals(BalanceNote.BYTES, note.length);
      assertEquals(OptionalLong.of(amount), BalanceNote.decrypt(key, note));
    }
  }

  @Test
  void decrypt_anyByteChangedOrOtherKey_isEmpty() {
    byte[] note = BalanceNote.encrypt(key, 1234, random);
    for (int i = 0; i < note.length; i++) {
      byte[] changed = note.clone();
      changed[i] ^= 1;
      assertEquals(OptionalLong.empty(), BalanceNote.decrypt(key, changed), "byte " + i);
    }
    assertEquals(OptionalLong.empty(), BalanceNote.decrypt(BalanceNoteKey.random(random), note));
    for (int length : new int[] {0, 12, 35, 37}) {
      assertEquals(OptionalLong.empty(), BalanceNote.decrypt(key, Arrays.copyOf(note, length)));
    }
  }

  @Test
  void encrypt_sameAmountTwice_differs() {
    assertFalse(
        Arrays.equals(BalanceNote.encrypt(key, 5, random), BalanceNote.encrypt(key, 5, random)));
  }

  @Test
  void key_wrongLength_isRefusedAndItsBytesAreCopied() {
    for (int length : new int[] {0, 15, 17, 32}) {
      assertThrows(IllegalArgumentException.class, () -> BalanceNoteKey.of(new byte[length]));
    }
    byte[] bytes = key.toBytes();
    bytes[0] ^= 1;
    assertFalse(Arrays.equals(bytes, key.toBytes()));
    assertArrayEquals(key.toBytes(), BalanceNoteKey.of(key.toBytes()).toBytes());
  }
}
