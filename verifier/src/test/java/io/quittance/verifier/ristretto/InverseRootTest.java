package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.FieldNumbers.P;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A claimed root decodes exactly what decodes without it, and nothing if it is wrong. */
class InverseRootTest {
  private static final BigInteger D = FieldNumbers.value(Constants.D, 0);
  private static final BigInteger SQRT_M1 = FieldNumbers.value(Constants.SQRT_M1, 0);

  private final SeededRandom random = new SeededRandom(25519);

  @Test
  void root_ofEachElement_fulfilsTheEquationAndDecodesWithEitherSign()
      throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    for (CompressedRistretto encoding : elements()) {
      BigInteger root = number(InverseRoot.of(encoding));
      if (!root.modPow(BigInteger.TWO, P).multiply(radicand(encoding)).mod(P).equals(one())) {
        failures.add(encoding + " has another root");
      }
      for (BigInteger claim : List.of(root, P.subtract(root), root.setBit(255))) {
        RistrettoPoint point = decode(encoding, claim);
        if (point == null || !ReferenceCurve.of(point).equals(curvePoint(encoding))) {
          failures.add(encoding + " with " + claim);
        }
      }
    }
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void wrongRoots_ofElements_decodeNothing() {
    List<String> accepted = new ArrayList<>();
    BigInteger neighbour = BigInteger.ZERO;
    for (CompressedRistretto encoding : elements()) {
      BigInteger root = number(InverseRoot.of(encoding));
      List<BigInteger> claims =
          List.of(
              BigInteger.ZERO,
              root.add(BigInteger.ONE),
              root.multiply(SQRT_M1).mod(P), // its square times the radicand is -1
              root.modInverse(P),
              neighbour,
              new BigInteger(255, random));
      for (BigInteger claim : claims) {
        if (decode(encoding, claim) != null) {
          accepted.add(encoding + " with " + claim);
        }
      }
      neighbour = root;
    }
    assertEquals(List.of(), accepted, random::toString);
  }

  @Test
  void badEncodings_withTheBestRootsThereAre_decodeNothing() {
    List<String> accepted = new ArrayList<>();
    for (String hex : RfcVectors.BAD_ENCODINGS) {
      CompressedRistretto encoding = encoding(hex);
      long[] root = new long[Field.LIMBS];
      long[] radicand = FieldNumbers.of(radicand(encoding));
      FieldRoots.sqrtRatio(root, 0, Constants.ONE, 0, radicand, 0);
      BigInteger best = FieldNumbers.value(root, 0);
      for (BigInteger claim :
          List.of(best, P.subtract(best), best.multiply(SQRT_M1).mod(P), one(), BigInteger.ZERO)) {
        if (decode(encoding, claim) != null) {
          accepted.add(hex + " with " + claim);
        }
      }
      if (decode(encoding, number(InverseRoot.of(encoding))) != null) {
        accepted.add(hex + " with the root that was made for it");
      }
    }
    assertEquals(List.of(), accepted);
  }

  @Test
  void encodings_withoutARoot_getNone() {
    assertEquals(InverseRoot.NONE, InverseRoot.of(encoding(RfcVectors.BAD_ENCODINGS[0])));
    assertEquals(InverseRoot.NONE, InverseRoot.of(encoding(RfcVectors.BAD_ENCODINGS[4])));
    assertEquals(InverseRoot.NONE, InverseRoot.of(encoding(RfcVectors.BAD_ENCODINGS[12])));
    assertEquals(InverseRoot.NONE, InverseRoot.of(new byte[InverseRoot.BYTES + 1], 1));
  }

  @Test
  void claims_asManyAsEncodings_areAskedFor() {
    CompressedRistretto[] one = {CompressedRistretto.IDENTITY};
    InverseRoot[] none = {};
    assertThrows(
        IllegalArgumentException.class, () -> CompressedRistretto.decodeClaimed(one, none));
  }

  @Test
  void bytes_inAndOut_areTheSame() {
    byte[] bytes = new byte[InverseRoot.BYTES + 5];
    random.nextBytes(bytes);
    InverseRoot root = InverseRoot.of(bytes, 5);
    ByteBuffer out = ByteBuffer.allocate(InverseRoot.BYTES);
    root.appendTo(out);
    assertArrayEquals(Arrays.copyOfRange(bytes, 5, bytes.length), out.array());
    assertEquals(root, InverseRoot.of(out.array(), 0));
    assertEquals(root.hashCode(), InverseRoot.of(out.array(), 0).hashCode());
    assertThrows(IllegalArgumentException.class, () -> InverseRoot.of(bytes, 6));
    assertThrows(IllegalArgumentException.class, () -> InverseRoot.of(bytes, -1));
  }

  /** The RFC's multiples of the generator, the identity among them, and random elements. */
  private List<CompressedRistretto> elements() {
    List<CompressedRistretto> elements = new ArrayList<>();
    for (String hex : RfcVectors.MULTIPLES) {
      elements.add(encoding(hex));
    }
    for (int i = 0; i < 100; i++) {
      elements.add(RistrettoPoint.BASEPOINT.multiply(Scalar.random(random)).compress());
    }
    return elements;
  }

  private static RistrettoPoint decode(CompressedRistretto encoding, BigInteger claim) {
    byte[] bytes = FieldNumbers.bytes(claim, InverseRoot.BYTES);
    return CompressedRistretto.decodeClaimed(
        new CompressedRistretto[] {encoding}, new InverseRoot[] {InverseRoot.of(bytes, 0)})[0];
  }

  private static ReferenceCurve curvePoint(CompressedRistretto encoding)
      throws InvalidProofException {
    return ReferenceCurve.of(encoding.decode());
  }

  /** v·u2² of RFC 9496, section 4.3.1. */
  private static BigInteger radicand(CompressedRistretto encoding) {
    BigInteger s = FieldNumbers.number(encoding.toBytes());
    BigInteger ss = s.multiply(s).mod(P);
    BigInteger u1 = one().subtract(ss);
    BigInteger u2Square = one().add(ss).pow(2);
    return D.negate().multiply(u1.pow(2)).subtract(u2Square).multiply(u2Square).mod(P);
  }

  private static BigInteger one() {
    return BigInteger.ONE;
  }

  private static BigInteger number(InverseRoot root) {
    ByteBuffer bytes = ByteBuffer.allocate(InverseRoot.BYTES);
    root.appendTo(bytes);
    return FieldNumbers.number(bytes.array());
  }

  private static CompressedRistretto encoding(String hex) {
    return CompressedRistretto.of(HexFormat.of().parseHex(hex));
  }
}
