package io.quittance.schemas.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static void assertRefused(VerifyingKey key, byte[] message, byte[] signature) {
    assertThrows(
        InvalidSignatureException.class, () -> key.verify(message, Ed25519Signature.of(signature)));
  }

  /** RFC 8032, section 7.1, test 2. */
  @Test
  void sign_rfc8032Test2_givesThatSignature() throws Exception {
    SigningKey key =
        SigningKey.of(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    assertEquals(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        key.verifyingKey().toString());
    Ed25519Signature signature = key.sign(hex("72"));
    assertEquals(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        signature.toString());
    assertDoesNotThrow(() -> key.verifyingKey().verify(hex("72"), signature));
    assertRefused(key.verifyingKey(), hex("73"), signature.toBytes());
  }

  @Test
  void verify_everyFlippedBit_isRefused() {
    SigningKey key = SigningKey.of(new byte[32]);
    byte[] message = {1, 2, 3};
    byte[] signature = key.sign(message).toBytes();
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(key.verifyingKey(), message, changed);
    }
  }

  @Test
  void verify_sameScalarPlusTheOrder_isRefused() {
    SigningKey key = SigningKey.of(new byte[32]);
    byte[] message = {1, 2, 3};
    byte[] signature = key.sign(message).toBytes();
    BigInteger s = BigInteger.ZERO;
    for (int i = 63; i >= 32; i--) {
      s = s.shiftLeft(8).or(BigInteger.valueOf(signature[i] & 0xff));
    }
    BigInteger moved = s.add(ORDER);
    for (int i = 32; i < 64; i++) {
      signature[i] = moved.shiftRight(8 * (i - 32)).byteValue();
    }
    assertRefused(key.verifyingKey(), message, signature);
  }

  @Test
  void parse_smallOrderAndNonCanonicalKeys_areRefused() {
    String[] refused = {
      "00".repeat(32),
      "01" + "00".repeat(31),
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "ff".repeat(32),
    };
    for (String digits : refused) {
      assertThrows(InvalidSignatureException.class, () -> VerifyingKey.parse(hex(digits)), digits);
    }
    assertThrows(InvalidSignatureException.class, () -> VerifyingKey.parse(new byte[31]));
    byte[] good = SigningKey.of(new byte[32]).verifyingKey().toBytes();
    assertArrayEquals(good, assertDoesNotThrow(() -> VerifyingKey.parse(good)).toBytes());
  }

  @Test
  void lengths_oneOff_areRefused() {
    for (int off : new int[] {-1, 1}) {
      assertThrows(IllegalArgumentException.class, () -> SigningKey.of(new byte[32 + off]));
      assertThrows(IllegalArgumentException.class, () -> Ed25519Signature.of(new byte[64 + off]));
    }
  }

  @Test
  void toString_ofSecretKey_hidesTheSeed() {
    byte[] seed = hex("ab".repeat(32));
    assertFalse(SigningKey.of(seed).toString().contains("abab"));
  }
}
