package io.quittance.verifier.encryption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ElGamalTest {
  private static final int[] LENGTHS_AROUND_64 = {0, 63, 65};

  private final JsonNode known = Vectors.read("kat.json");
  private final SeededRandom random = new SeededRandom(46);
  private final ElGamalKeypair keypair = ElGamalKeypair.random(random);
  private final ElGamalPublicKey key = keypair.publicKey();

  @Test
  void publicKey_peersSecrets_areThePeersKeys() throws InvalidProofException {
    for (JsonNode pair : known.get("keys")) {
      byte[] secret = Vectors.hex(pair.get("secret"));
      byte[] pubkey = Vectors.hex(pair.get("pubkey"));
      ElGamalKeypair derived = ElGamalKeypair.of(ElGamalSecretKey.parse(secret));
      assertArrayEquals(pubkey, derived.publicKey().toBytes());
      assertArrayEquals(secret, derived.secretKey().toBytes());
      ElGamalKeypair parsed = ElGamalKeypair.parse(derived.toBytes());
      assertEquals(derived.publicKey(), parsed.publicKey());
      assertEquals(derived.secretKey(), parsed.secretKey());
    }
  }

  @Test
  void secretKey_zeroUnreducedOrShort_isRefused() {
    for (JsonNode bad : known.get("badSecretKeys")) {
      assertThrows(
          InvalidProofException.class,
          () -> ElGamalSecretKey.parse(Vectors.hex(bad.get("bytes"))),
          bad.get("name").asText());
    }
    byte[] tooLong = Arrays.copyOf(keypair.secretKey().toBytes(), 33);
    InvalidProofException e =
        assertThrows(InvalidProofException.class, () -> ElGamalSecretKey.parse(tooLong));
    assertEquals("ElGamal secret key must be 32 bytes, not 33", e.getMessage());
  }

  @Test
  void publicKey_identityNoPointOrWrongLength_isRefused() {
    assertThrows(InvalidProofException.class, () -> ElGamalPublicKey.parse(new byte[32]));
    byte[] noPoint = new byte[32];
    Arrays.fill(noPoint, (byte) 0xff);
    assertThrows(InvalidProofException.class, () -> ElGamalPublicKey.parse(noPoint));
    InvalidProofException e =
        assertThrows(InvalidProofException.class, () -> ElGamalPublicKey.parse(new byte[31]));
    assertEquals("ElGamal key must be 32 bytes, not 31", e.getMessage());
  }

  @Test
  void keypair_keysThatDoNotMatch_isRefused() {
    byte[] mixed = keypair.toBytes();
    System.arraycopy(ElGamalKeypair.random(random).toBytes(), 0, mixed, 0, 32);
    assertThrows(InvalidProofException.class, () -> ElGamalKeypair.parse(mixed));
    for (int length : LENGTHS_AROUND_64) {
      byte[] bytes = Arrays.copyOf(keypair.toBytes(), length);
      assertThrows(InvalidProofException.class, () -> ElGamalKeypair.parse(bytes));
    }
  }

  @Test
  void parseAll_manyCiphertexts_areAsParsedOneByOneAndRefusedForAnyHalf()
      throws InvalidProofException {
    List<byte[]> all =
        IntStream.range(0, 7)
            .mapToObj(n -> key.encrypt(n, PedersenOpening.random(random)).toBytes())
            .toList();
    List<ElGamalCiphertext> parsed = ElGamalCiphertext.parseAll(all);
    for (int i = 0; i < all.size(); i++) {
      assertEquals(ElGamalCiphertext.parse(all.get(i)), parsed.get(i));
      assertArrayEquals(all.get(i), parsed.get(i).toBytes());
      for (int half = 0; half < 64; half += 32) {
        byte[] broken = all.get(i).clone();
        Arrays.fill(broken, half, half + 32, (byte) 0xff);
        List<byte[]> others = new ArrayList<>(all);
        others.set(i, broken);
        assertEquals(
            assertThrows(InvalidProofException.class, () -> ElGamalCiphertext.parse(broken))
                .getMessage(),
            assertThrows(InvalidProofException.class, () -> ElGamalCiphertext.parseAll(others))
                .getMessage());
      }
    }
    for (int length : LENGTHS_AROUND_64) {
      assertThrows(
          InvalidProofException.class,
          () -> ElGamalCiphertext.parseAll(List.of(all.get(0), new byte[length])));
    }
    assertEquals(List.of(), ElGamalCiphertext.parseAll(List.of()));
  }

  @Test
  void encryptAndDecrypt_peersVectors_agree() throws InvalidProofException {
    for (JsonNode vector : known.get("decrypt")) {
      ElGamalSecretKey secret = ElGamalSecretKey.parse(Vectors.hex(vector.get("secret")));
      Scalar opening = Scalar.parse(Vectors.hex(vector.get("opening")));
      long amount = Vectors.amount(vector.get("amount"));
      byte[] bytes = Vectors.hex(vector.get("ciphertext"));
      assertArrayEquals(
          bytes, secret.publicKey().encrypt(amount, PedersenOpening.of(opening)).toBytes());
      ElGamalCiphertext ciphertext = ElGamalCiphertext.parse(bytes);
      assertEquals(Pedersen.multiplyG(Scalar.of(amount)), secret.decryptToPoint(ciphertext));
      assertArrayEquals(bytes, ciphertext.toBytes());
    }
  }

  @Test
  void ciphertext_sumDifferenceAndMultiple_encryptTheSame() {
    ElGamalCiphertext seven = key.encrypt(7, random);
    ElGamalCiphertext five = key.encrypt(5, random);
    assertDecrypts(12, seven.add(five));
    assertDecrypts(2, seven.subtract(five));
    assertDecrypts(21, seven.multiply(Scalar.of(3)));
    assertDecrypts(7 << 16, seven.multiplyByPowerOfTwo(16));
    assertDecrypts(5 + (7L << 16), ElGamalCiphertext.combine(five, seven));
    assertDecrypts(-1L, five.addAmount(-6L));
    assertDecrypts(1, seven.subtractAmount(6));
    assertEquals(seven.handle(), seven.addAmount(9).handle());
    assertNotEquals(
        Pedersen.multiplyG(Scalar.of(-1L)),
        keypair.secretKey().decryptToPoint(five.subtractAmount(6)),
        "minus one is not 2^64 - 1");
  }

  @Test
  void opening_sumAndMultiple_openSumAndMultiple() {
    PedersenOpening first = PedersenOpening.random(random);
    PedersenOpening second = PedersenOpening.random(random);
    Scalar factor = Scalar.of(1 << 16);
    RistrettoPoint sum = Pedersen.commit(3, first).add(Pedersen.commit(4, second).multiply(factor));
    assertEquals(sum, Pedersen.commit(3 + (4 << 16), first.add(second.multiply(factor))));
  }

  @Test
  void identityCiphertext_is64ZeroBytesAndHoldsZeroForAll() throws InvalidProofException {
    assertArrayEquals(new byte[64], ElGamalCiphertext.IDENTITY.toBytes());
    assertEquals(ElGamalCiphertext.IDENTITY, ElGamalCiphertext.parse(new byte[64]));
    assertDecrypts(0, ElGamalCiphertext.IDENTITY);
    ElGamalCiphertext some = key.encrypt(4, random);
    assertEquals(some, some.add(ElGamalCiphertext.IDENTITY));
    assertEquals(ElGamalCiphertext.IDENTITY, some.subtract(some));
  }

  @Test
  void ciphertext_wrongLengthOrNoPoint_isRefused() {
    for (int length : LENGTHS_AROUND_64) {
      assertThrows(InvalidProofException.class, () -> ElGamalCiphertext.parse(new byte[length]));
    }
    for (int half : new int[] {0, 32}) {
      byte[] bytes = new byte[64];
      bytes[half] = 1;
      assertThrows(InvalidProofException.class, () -> ElGamalCiphertext.parse(bytes));
    }
  }

  @Test
  void ciphertext_freshRandomness_differs() {
    assertNotEquals(key.encrypt(1, random), key.encrypt(1, random));
  }

  @Test
  void secrets_printed_areRedacted() {
    PedersenOpening opening = PedersenOpening.random(random);
    BalanceNoteKey noteKey = BalanceNoteKey.random(random);
    String printed = List.of(keypair, keypair.secretKey(), opening, noteKey).toString();
    for (byte[] secret :
        List.of(keypair.secretKey().toBytes(), opening.scalar().toBytes(), noteKey.toBytes())) {
      assertFalse(printed.contains(HexFormat.of().formatHex(secret, 0, 4)), printed);
    }
  }

  private void assertDecrypts(long amount, ElGamalCiphertext ciphertext) {
    assertEquals(
        Pedersen.multiplyG(Scalar.of(amount)), keypair.secretKey().decryptToPoint(ciphertext));
  }
}
