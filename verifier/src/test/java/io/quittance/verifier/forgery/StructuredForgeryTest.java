package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Proofs;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.forgery.Data.Field;
import io.quittance.verifier.forgery.Data.Kind;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Good proofs rearranged: other encodings, exchanged parts, borrowed contexts, other types. */
class StructuredForgeryTest {
  static final List<String> TYPES = Vectors.TYPES;

  private static final int PIECE = 32;
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger HIGH_BIT = BigInteger.ONE.shiftLeft(255);

  private final SeededRandom random = new SeededRandom(79);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final List<String> names = new ArrayList<>();
  private final List<List<ProofData>> forgeries = new ArrayList<>();
  private int refused;

  @ParameterizedTest
  @FieldSource("TYPES")
  void field_ofTheSameValueInAnotherEncoding_isRejected(String type) {
    byte[] data = Proofs.prove(type, random).toBytes();
    for (Field field : TranscriptGoldenTest.layout(type).fields()) {
      BigInteger value = number(data, field.offset());
      if (field.kind() == Kind.SCALAR) {
        for (BigInteger other = value.add(L); fits(other); other = other.add(L)) {
          forge(type, field.name() + " plus a multiple of L", data, field.offset(), other);
        }
        forge(type, field.name() + " with high bit", data, field.offset(), value.or(HIGH_BIT));
        forge(type, field.name() + " negated", data, field.offset(), L.subtract(value));
      } else if (field.bytes() % PIECE == 0) {
        // A point, or the commitments of a range proof, which begin with one.
        forge(type, field.name() + " with odd s", data, field.offset(), P.subtract(value));
        forge(type, field.name() + " with high bit", data, field.offset(), value.or(HIGH_BIT));
        forge(type, field.name() + " plus p", data, field.offset(), value.add(P));
        for (long residue : new long[] {0, 1, 2, 4, 16, 18}) {
          BigInteger notReduced = P.add(BigInteger.valueOf(residue));
          forge(type, field.name() + " is p+" + residue, data, field.offset(), notReduced);
        }
      }
    }
    assertAllRejected(type);
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void parts_anyTwoExchanged_isRejected(String type) {
    byte[] data = Proofs.prove(type, random).toBytes();
    List<Integer> offsets = pieces(type, data);
    for (int i = 0; i < offsets.size(); i++) {
      // Range proofs of all sizes share their code; the larger ones take longer to reject.
      int end = data.length < 1000 ? offsets.size() : Math.min(i + 3, offsets.size());
      for (int j = i + 1; j < end; j++) {
        byte[] changed = data.clone();
        System.arraycopy(data, offsets.get(i), changed, offsets.get(j), PIECE);
        System.arraycopy(data, offsets.get(j), changed, offsets.get(i), PIECE);
        forge(type, offsets.get(i) + " and " + offsets.get(j) + " exchanged", changed);
      }
    }
    assertAllRejected(type);
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void context_ofAnotherInstance_isRejected(String type) {
    byte[] data = Proofs.prove(type, random).toBytes();
    byte[] other = Proofs.prove(type, random).toBytes();
    int contextBytes = Vectors.hex(Vectors.proofs(type).get(0).get("context")).length;
    byte[] borrowed = data.clone();
    System.arraycopy(other, 0, borrowed, 0, contextBytes);
    forge(type, "the other context", borrowed);
    for (int offset : pieces(type, data)) {
      byte[] changed = data.clone();
      System.arraycopy(other, offset, changed, offset, PIECE);
      forge(type, "the other's bytes at " + offset, changed);
      byte[] repeated = data.clone();
      System.arraycopy(data, 0, repeated, offset, PIECE);
      if (offset > 0) {
        forge(type, "the first key or commitment at " + offset, repeated);
      }
    }
    assertAllRejected(type);
  }

  @Test
  void proof_readAsAnotherTypeOfTheSameLength_isRejected() {
    int pairs = 0;
    for (String type : TYPES) {
      byte[] data = Proofs.prove(type, random).toBytes();
      for (String other : TYPES) {
        if (!type.equals(other) && TranscriptGoldenTest.layout(other).bytes() == data.length) {
          pairs++;
          forge(other, "a proof of " + type, data);
        }
      }
    }
    assertAllRejected("other types");
    assertEquals(2 + 6, pairs, "pairs of types of 320 and of 416 bytes");
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void data_ofAnyOtherLength_isRefused(String type) {
    byte[] data = Proofs.prove(type, random).toBytes();
    for (int length = 0; length <= data.length + 2 * PIECE; length++) {
      byte[] cut = Arrays.copyOf(data, length);
      if (length != data.length) {
        assertThrows(InvalidProofException.class, () -> Vectors.parse(type, cut), type);
      }
    }
    byte[] behind = new byte[data.length + 1];
    System.arraycopy(data, 0, behind, 1, data.length);
    assertThrows(InvalidProofException.class, () -> Vectors.parse(type, behind), type);
  }

  /** Where points and scalars stand: all but caps, bit lengths and slots that are not used. */
  private static List<Integer> pieces(String type, byte[] data) {
    List<Integer> offsets = new ArrayList<>();
    for (Field field : TranscriptGoldenTest.layout(type).fields()) {
      if (field.name().equals("V")) {
        for (int slot = 0; slot < RangeModel.SLOTS && data[field.bytes() + slot] != 0; slot++) {
          offsets.add(PIECE * slot);
        }
      } else if (field.bytes() == PIECE) {
        offsets.add(field.offset());
      }
    }
    return offsets;
  }

  private void forge(String type, String what, byte[] data, int offset, BigInteger value) {
    if (fits(value)) {
      byte[] changed = data.clone();
      for (int i = 0; i < PIECE; i++) {
        changed[offset + i] = value.shiftRight(Byte.SIZE * i).byteValue();
      }
      forge(type, what, changed);
    }
  }

  private void forge(String type, String what, byte[] data) {
    try {
      forgeries.add(List.of(Vectors.parse(type, data)));
      names.add(what);
    } catch (InvalidProofException e) {
      refused++;
    }
  }

  private void assertAllRejected(String type) {
    List<String> accepted = new ArrayList<>();
    List<Verdict> verdicts = verifier.verify(forgeries);
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i).isAccepted()) {
        accepted.add(names.get(i));
      }
    }
    assertEquals(List.of(), accepted, type + ", " + random);
    assertTrue(verdicts.size() + refused > 2, "forgeries were made");
  }

  private static BigInteger number(byte[] data, int offset) {
    BigInteger number = BigInteger.ZERO;
    for (int i = PIECE - 1; i >= 0; i--) {
      number = number.shiftLeft(Byte.SIZE).or(BigInteger.valueOf(data[offset + i] & 0xff));
    }
    return number;
  }

  private static boolean fits(BigInteger number) {
    return number.signum() >= 0 && number.bitLength() <= Byte.SIZE * PIECE;
  }
}
