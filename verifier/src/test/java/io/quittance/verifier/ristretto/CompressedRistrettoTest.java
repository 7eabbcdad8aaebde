package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Encoded elements keep their bytes, and only canonical ones decode. */
class CompressedRistrettoTest {
  private static final CompressedRistretto B = RistrettoPoint.BASEPOINT.compress();

  @Test
  void bytes_inAndOut_areTheSame() {
    final byte[] bytes = new byte[CompressedRistretto.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (0xf0 + i);
    }
    final CompressedRistretto compressed = CompressedRistretto.of(bytes);
    final byte[] before = bytes.clone();
    bytes[3] = 0;
    assertArrayEquals(before, compressed.toBytes());
    compressed.toBytes()[3] = 0;
    assertArrayEquals(before, compressed.toBytes());

    final byte[] shifted = new byte[40];
    System.arraycopy(before, 0, shifted, 7, before.length);
    assertEquals(compressed, CompressedRistretto.of(shifted, 7));
    assertEquals(compressed.hashCode(), CompressedRistretto.of(shifted, 7).hashCode());
    for (int i = 0; i < before.length; i++) {
      final byte[] changed = before.clone();
      changed[i] ^= 0x10;
      assertNotEquals(compressed, CompressedRistretto.of(changed));
    }
  }

  @Test
  void buffers_ofEitherOrder_receiveTheSameBytes() {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      final ByteBuffer buffer = ByteBuffer.allocate(40).order(order).position(3);
      B.appendTo(buffer);
      assertEquals(35, buffer.position());
      assertEquals(order, buffer.order());
      assertArrayEquals(B.toBytes(), Arrays.copyOfRange(buffer.array(), 3, 35));
    }
  }

  @Test
  void lengths_otherThan32_areRefused() {
    for (int length : new int[] {0, 31, 33}) {
      assertThrows(IllegalArgumentException.class, () -> CompressedRistretto.of(new byte[length]));
    }
    assertThrows(IllegalArgumentException.class, () -> CompressedRistretto.of(new byte[33], 2));
    assertThrows(IllegalArgumentException.class, () -> CompressedRistretto.of(new byte[33], -1));
    assertTrue(CompressedRistretto.of(new byte[33], 1).isIdentity());
  }

  @Test
  void identity_isAllZeroBytes() throws InvalidProofException {
    assertTrue(CompressedRistretto.IDENTITY.isIdentity());
    assertTrue(CompressedRistretto.IDENTITY.decode().isIdentity());
    for (int i = 0; i < CompressedRistretto.BYTES; i++) {
      final byte[] bytes = new byte[CompressedRistretto.BYTES];
      bytes[i] = 1;
      assertFalse(CompressedRistretto.of(bytes).isIdentity());
    }
  }

  @Test
  void numbers_fromPOn_areRejectedThoughTheirResidueDecodes() throws InvalidProofException {
    final List<String> accepted = new ArrayList<>();
    for (int offset = 0; offset < 19; offset++) {
      final BigInteger number = FieldNumbers.P.add(BigInteger.valueOf(offset));
      if (decodes(number)) {
        accepted.add("p + " + offset);
      }
    }
    final BigInteger base = FieldNumbers.number(B.toBytes());
    if (decodes(base.setBit(255)) || decodes(FieldNumbers.P.subtract(base))) {
      accepted.add("a variant of the base point");
    }
    assertEquals(List.of(), accepted);
    assertTrue(decodes(base));
    assertTrue(decodes(BigInteger.ZERO));
  }

  @Test
  void decodeAll_goodAmongBad_agreesWithDecode() throws InvalidProofException {
    final List<CompressedRistretto> encodings = new ArrayList<>();
    RistrettoPoint point = RistrettoPoint.IDENTITY;
    for (int i = 0; i < 50; i++) {
      encodings.add(point.compress());
      encodings.add(CompressedRistretto.of(FieldNumbers.bytes(BigInteger.valueOf(i), 32)));
      point = point.add(RistrettoPoint.BASEPOINT);
    }
    final RistrettoPoint[] decoded =
        CompressedRistretto.decodeAll(encodings.toArray(CompressedRistretto[]::new));
    int undecodable = 0;
    for (int i = 0; i < decoded.length; i++) {
      final CompressedRistretto encoding = encodings.get(i);
      if (decoded[i] == null) {
        assertThrows(InvalidProofException.class, encoding::decode);
        undecodable++;
      } else {
        assertEquals(encoding.decode(), decoded[i]);
      }
    }
    assertTrue(undecodable > 10, "only " + undecodable + " did not decode");
  }

  private static boolean decodes(BigInteger number) {
    try {
      CompressedRistretto.of(FieldNumbers.bytes(number, CompressedRistretto.BYTES)).decode();
      return true;
    } catch (InvalidProofException rejected) {
      return false;
    }
  }
}
