package io.quittance.schemas.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Signatures of project Wycheproof, all cases: edge values, cut and padded ones, malleable scalars.
 * Our verdict is upstream's on each; we are stricter nowhere here, since no key is of small order.
 */
class WycheproofTest {
  private static final int CASES = 151;

  /** How many cases upstream flags so, and of them how many it calls invalid: all or none. */
  private static final Map<String, Integer> VALID =
      Map.of("Valid", 18, "Ktv", 38, "TinkOverflow", 32);

  private static final Map<String, Integer> INVALID =
      Map.of(
          "CompressedSignature", 4,
          "InvalidEncoding", 22,
          "InvalidKtv", 1,
          "InvalidSignature", 20,
          "SignatureMalleability", 8,
          "SignatureWithGarbage", 5,
          "TruncatedSignature", 3);

  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private record Case(int id, byte[] key, String result, String flag, byte[] message, byte[] sig) {
    boolean isValid() {
      return result.equals("valid");
    }

    boolean verifies() throws InvalidSignatureException {
      return WycheproofTest.verifies(VerifyingKey.parse(key), message, sig);
    }

    /** The signature with another scalar. */
    byte[] withScalar(BigInteger scalar) {
      byte[] changed = Arrays.copyOf(sig, Ed25519Signature.BYTES);
      for (int i = 0; i < 32; i++) {
        changed[32 + i] = scalar.shiftRight(8 * i).byteValue();
      }
      return changed;
    }

    BigInteger scalar() {
      return littleEndian(Arrays.copyOfRange(sig, 32, 64));
    }

    @Override
    public String toString() {
      return id + " " + result + " " + flag;
    }
  }

  @Test
  void cases_areUpstreamsInTheirOrder() throws Exception {
    Map<String, Integer> valid = new TreeMap<>();
    Map<String, Integer> invalid = new TreeMap<>();
    int id = 0;
    for (Case one : cases()) {
      assertEquals(++id, one.id);
      (one.isValid() ? valid : invalid).merge(one.flag, 1, Integer::sum);
    }
    assertEquals(CASES, id);
    assertEquals(new TreeMap<>(VALID), valid);
    assertEquals(new TreeMap<>(INVALID), invalid);
  }

  @Test
  void signature_ofWycheproof_isAcceptedIfAndOnlyIfValid() throws Exception {
    List<Case> failures = new ArrayList<>();
    for (Case one : cases()) {
      if (one.verifies() != one.isValid()) {
        failures.add(one);
      }
    }
    assertEquals(List.of(), failures);
  }

  /** Only the length is wrong with those, and the others have the right one. */
  @Test
  void length_isWrong_exactlyWhereTheFlagSaysSo() throws Exception {
    List<String> ofLength =
        List.of("CompressedSignature", "SignatureWithGarbage", "TruncatedSignature");
    for (Case one : cases()) {
      boolean right = one.sig.length == Ed25519Signature.BYTES;
      assertEquals(!ofLength.contains(one.flag), right, one::toString);
    }
  }

  /**
   * They are made of the good signature of the same message, case 3: multiples of the order are
   * added to its scalar, powers of two, and the modulus of the field.
   */
  @Test
  void malleableScalars_madeAgain_areTheSame() throws Exception {
    BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    List<BigInteger> added = new ArrayList<>();
    for (int multiple : new int[] {1, 2, 4, 8}) {
      added.add(ORDER.multiply(BigInteger.valueOf(multiple)));
    }
    for (int power : new int[] {253, 254, 255}) {
      added.add(BigInteger.TWO.pow(power));
    }
    added.add(p);
    Case good = cases().get(2);
    List<Case> malleable =
        cases().stream().filter(one -> one.flag.equals("SignatureMalleability")).toList();
    assertEquals(added.size(), malleable.size());
    for (int i = 0; i < added.size(); i++) {
      Case one = malleable.get(i);
      assertArrayEquals(good.key, one.key);
      assertArrayEquals(good.message, one.message);
      assertArrayEquals(good.withScalar(good.scalar().add(added.get(i))), one.sig, one::toString);
    }
  }

  /**
   * What is valid is so for no other encoding of its scalar, nor with any one bit changed of it, of
   * R or of the message.
   */
  @Test
  void goodSignature_changed_isRefused() throws Exception {
    for (Case one : cases()) {
      if (!one.isValid()) {
        continue;
      }
      VerifyingKey key = VerifyingKey.parse(one.key);
      byte[] moved = one.withScalar(one.scalar().add(ORDER));
      assertEquals(false, verifies(key, one.message, moved), one::toString);
      int bit = 37 * one.id % (8 * one.sig.length);
      assertEquals(false, verifies(key, one.message, flipped(one.sig, bit)), one::toString);
      if (one.message.length > 0) {
        byte[] message = flipped(one.message, 37 * one.id % (8 * one.message.length));
        assertEquals(false, verifies(key, message, one.sig), one::toString);
      }
    }
  }

  /**
   * The last case is made of the secret key of RFC 8032's first test, with the nonce 0 and an
   * encoding of the neutral element that has the sign of x set: made again, it is the same.
   */
  @Test
  void lastCase_madeAgain_isTheSame() throws Exception {
    Case last = cases().get(CASES - 1);
    byte[] seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    assertArrayEquals(SigningKey.of(seed).verifyingKey().toBytes(), last.key);
    byte[] secret = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), 32);
    secret[0] &= (byte) 0xf8;
    secret[31] = (byte) (secret[31] & 0x3f | 0x40);
    byte[] r = hex("01" + "00".repeat(30) + "80");
    MessageDigest hash = MessageDigest.getInstance("SHA-512");
    hash.update(r);
    hash.update(last.key);
    BigInteger challenge = littleEndian(hash.digest(last.message));
    BigInteger scalar = challenge.multiply(littleEndian(secret)).mod(ORDER);
    byte[] made = last.withScalar(scalar);
    System.arraycopy(r, 0, made, 0, r.length);
    assertArrayEquals(made, last.sig);
  }

  private static boolean verifies(VerifyingKey key, byte[] message, byte[] signature) {
    try {
      key.verify(message, Ed25519Signature.of(signature));
      return true;
    } catch (IllegalArgumentException | InvalidSignatureException e) {
      return false;
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  private static byte[] hex(String column) {
    return HexFormat.of().parseHex(column.equals("-") ? "" : column);
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    byte[] key = {};
    for (String line : lines()) {
      String[] columns = line.split(" ");
      if (columns[0].equals("key")) {
        key = hex(columns[1]);
      } else {
        int id = Integer.parseInt(columns[0]);
        cases.add(new Case(id, key, columns[1], columns[2], hex(columns[3]), hex(columns[4])));
      }
    }
    return cases;
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = WycheproofTest.class.getResourceAsStream("/wycheproof/ed25519.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
