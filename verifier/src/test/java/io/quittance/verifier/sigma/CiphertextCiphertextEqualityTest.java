package io.quittance.verifier.sigma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CiphertextCiphertextEqualityTest {
  private static final String TYPE = "CiphertextCiphertextEquality";
  private static final long[] EDGE_AMOUNTS = {
    0, 1, 0xffff, 0x10000, 0xffff_ffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, -1L
  };

  private final SeededRandom random = new SeededRandom(61);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final ElGamalKeypair first = ElGamalKeypair.random(random);
  private final ElGamalPublicKey second = ElGamalKeypair.random(random).publicKey();

  @Test
  void challenge_peersProof_isThePeersChallenge() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(TYPE)) {
      assertArrayEquals(
          Vectors.hex(proofCase.at("/challenges/0/scalar")),
          parse(Vectors.data(proofCase)).challenge().toBytes(),
          proofCase.get("id").asText());
    }
  }

  @Test
  void context_peersInputs_areEncryptedToTheSameBytes() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(TYPE)) {
      JsonNode inputs = proofCase.get("inputs");
      ElGamalPublicKey firstKey = publicKey(inputs.at("/first/secret"));
      ElGamalPublicKey secondKey = publicKey(inputs.at("/second/secret"));
      CiphertextCiphertextEquality proof = parse(Vectors.data(proofCase));
      assertEquals(firstKey.compressed(), proof.firstPubkey());
      assertEquals(secondKey.compressed(), proof.secondPubkey());
      assertArrayEquals(Vectors.hex(inputs.get("firstCiphertext")), proof.firstCiphertextBytes());
      long amount = Vectors.amount(inputs.get("amount"));
      PedersenOpening opening =
          PedersenOpening.of(Scalar.parse(Vectors.hex(inputs.get("secondOpening"))));
      assertArrayEquals(
          secondKey.encrypt(amount, opening).toBytes(), proof.secondCiphertextBytes());
    }
  }

  @Test
  void prove_edgeAmounts_verifyAndTheirNeighboursDoNot() throws InvalidProofException {
    for (long amount : EDGE_AMOUNTS) {
      ElGamalCiphertext ciphertext = first.publicKey().encrypt(amount, random);
      byte[] data = prove(ciphertext, amount).toBytes();
      assertTrue(verifier.verify(parse(data)).isAccepted(), Long.toUnsignedString(amount));
      for (long wrong : new long[] {amount + 1, amount - 1}) {
        assertFalse(
            verifier.verify(prove(ciphertext, wrong)).isAccepted(), Long.toUnsignedString(wrong));
      }
    }
  }

  @Test
  void prove_underAnotherKey_doesNotVerify() {
    ElGamalCiphertext others = ElGamalKeypair.random(random).publicKey().encrypt(7, random);
    assertFalse(verifier.verify(prove(others, 7)).isAccepted());
  }

  /** Zero without randomness resets a balance openly; only zero can be hidden so badly. */
  @Test
  void prove_secondCiphertextAllZero_verifiesForZeroOnly() {
    ElGamalCiphertext zero = first.publicKey().encrypt(0, random);
    CiphertextCiphertextEquality proof =
        CiphertextCiphertextEquality.prove(first, zero, second, PedersenOpening.ZERO, 0, random);
    assertArrayEquals(new byte[64], proof.secondCiphertextBytes());
    assertTrue(verifier.verify(proof).isAccepted());
    ElGamalCiphertext one = first.publicKey().encrypt(1, random);
    assertFalse(
        verifier
            .verify(
                CiphertextCiphertextEquality.prove(
                    first, one, second, PedersenOpening.ZERO, 0, random))
            .isAccepted());
  }

  @Test
  void proof_keysOrCiphertextsExchanged_isRejected() throws InvalidProofException {
    byte[] data = prove(first.publicKey().encrypt(3, random), 3).toBytes();
    byte[] keys = data.clone();
    System.arraycopy(data, 0, keys, 32, 32);
    System.arraycopy(data, 32, keys, 0, 32);
    assertFalse(verifier.verify(parse(keys)).isAccepted());
    byte[] ciphertexts = data.clone();
    System.arraycopy(data, 64, ciphertexts, 128, 64);
    System.arraycopy(data, 128, ciphertexts, 64, 64);
    assertFalse(verifier.verify(parse(ciphertexts)).isAccepted());
  }

  @Test
  void prove_ciphertextWithAnIdentityHalf_isRefused() {
    for (ElGamalCiphertext ciphertext :
        List.of(
            ElGamalCiphertext.IDENTITY,
            ElGamalCiphertext.of(Pedersen.H, RistrettoPoint.IDENTITY),
            ElGamalCiphertext.of(RistrettoPoint.IDENTITY, Pedersen.H))) {
      assertThrows(IllegalArgumentException.class, () -> prove(ciphertext, 0));
    }
  }

  @Test
  void parse_identityWhereForbidden_isRefused() throws InvalidProofException {
    byte[] data = prove(first.publicKey().encrypt(3, random), 3).toBytes();
    for (int offset = 0; offset < 320; offset += 32) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      if (offset == 128 || offset == 160) {
        assertFalse(verifier.verify(parse(changed)).isAccepted(), "offset " + offset);
      } else {
        assertThrows(InvalidProofException.class, () -> parse(changed), "offset " + offset);
      }
    }
  }

  @Test
  void parse_wrongLengthOrUnreducedScalar_isRefused() {
    byte[] data = prove(first.publicKey().encrypt(3, random), 3).toBytes();
    assertEquals(416, data.length);
    for (int length : new int[] {415, 417}) {
      assertThrows(InvalidProofException.class, () -> parse(Arrays.copyOf(data, length)));
    }
    for (int last : new int[] {351, 383, 415}) {
      byte[] changed = data.clone();
      changed[last] = (byte) 0xff;
      assertThrows(InvalidProofException.class, () -> parse(changed));
    }
  }

  private CiphertextCiphertextEquality prove(ElGamalCiphertext ciphertext, long amount) {
    return CiphertextCiphertextEquality.prove(
        first, ciphertext, second, PedersenOpening.random(random), amount, random);
  }

  private static CiphertextCiphertextEquality parse(byte[] data) throws InvalidProofException {
    return CiphertextCiphertextEquality.parse(data);
  }

  private static ElGamalPublicKey publicKey(JsonNode secret) throws InvalidProofException {
    return ElGamalSecretKey.parse(Vectors.hex(secret)).publicKey();
  }
}
