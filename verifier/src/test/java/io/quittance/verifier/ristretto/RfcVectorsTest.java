package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.InvalidProofException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The group agrees with every vector of RFC 9496, Appendix A. */
class RfcVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private final List<String> failures = new ArrayList<>();

  @Test
  void generator_multiplied_hasTheEncodingsOfAppendixA1() throws InvalidProofException {
    final FixedBase base = FixedBase.of(RistrettoPoint.BASEPOINT);
    RistrettoPoint sum = RistrettoPoint.IDENTITY;
    for (int i = 0; i < RfcVectors.MULTIPLES.length; i++) {
      final String expected = RfcVectors.MULTIPLES[i];
      final Scalar scalar = Scalar.of(i);
      compare(i + " B by addition", expected, sum.compress().toString());
      compare(
          i + " B by multiplication",
          expected,
          RistrettoPoint.BASEPOINT.multiply(scalar).compress().toString());
      compare(i + " B by table", expected, base.multiply(scalar).compress().toString());
      compare(
          i + " B decoded and encoded",
          expected,
          CompressedRistretto.of(HEX.parseHex(expected)).decode().compress().toString());
      compare(i + " B as identity", i == 0, sum.isIdentity());
      sum = sum.add(RistrettoPoint.BASEPOINT);
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void badEncodings_decoded_areRejected() {
    for (String encoding : RfcVectors.BAD_ENCODINGS) {
      try {
        CompressedRistretto.of(HEX.parseHex(encoding)).decode();
        failures.add(encoding + " was accepted");
      } catch (InvalidProofException rejected) {
        compare("message names " + encoding, true, rejected.getMessage().contains(encoding));
      }
    }
    assertEquals(29, RfcVectors.BAD_ENCODINGS.length);
    assertEquals(List.of(), failures);
  }

  @Test
  void uniformBytes_mapped_giveTheElementsOfAppendixA3() {
    for (String[] row : RfcVectors.DERIVATIONS) {
      final RistrettoPoint derived = RistrettoPoint.fromUniformBytes(HEX.parseHex(row[0] + row[1]));
      compare(row[0], row[2], derived.compress().toString());
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void squareRoots_ofRatios_areThoseOfAppendixA4() {
    for (String[] row : RfcVectors.SQUARE_ROOTS) {
      final long[] root = new long[Field.LIMBS];
      final long square =
          FieldRoots.sqrtRatio(root, 0, FieldNumbers.of(row[0]), 0, FieldNumbers.of(row[1]), 0);
      final String name = row[0] + " / " + row[1];
      compare(name + " is a square", Boolean.parseBoolean(row[2]), square == -1);
      compare(name, FieldNumbers.value(FieldNumbers.of(row[3]), 0), FieldNumbers.value(root, 0));
    }
    assertEquals(List.of(), failures);
  }

  private void compare(String name, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      failures.add(name + ": expected " + expected + " but got " + actual);
    }
  }
}
