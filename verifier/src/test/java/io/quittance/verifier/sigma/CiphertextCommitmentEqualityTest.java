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
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CiphertextCommitmentEqualityTest {
  private static final long[] EDGE_AMOUNTS = {
    0, 1, 0xffff, 0x10000, 0xffff_ffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, -1L
  };

  private final SeededRandom random = new SeededRandom(43);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final ElGamalKeypair keypair = ElGamalKeypair.random(random);

  @Test
  void challenge_peersProof_isThePeersChallenge() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("CiphertextCommitmentEquality")) {
      CiphertextCommitmentEquality proof =
          CiphertextCommitmentEquality.parse(Vectors.data(proofCase));
      assertArrayEquals(
          Vectors.hex(proofCase.at("/challenges/0/scalar")),
          proof.challenge().toBytes(),
          proofCase.get("id").asText());
    }
  }

  @Test
  void context_peersInputs_areEncryptedToTheSameBytes() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("CiphertextCommitmentEquality")) {
      JsonNode inputs = proofCase.get("inputs");
      ElGamalSecretKey secret = ElGamalSecretKey.parse(Vectors.hex(inputs.get("secret")));
      long amount = Vectors.amount(inputs.get("amount"));
      PedersenOpening opening = opening(inputs.get("ciphertextOpening"));
      PedersenOpening commitmentOpening = opening(inputs.get("commitmentOpening"));
      CiphertextCommitmentEquality proof =
          CiphertextCommitmentEquality.parse(Vectors.data(proofCase));
      assertEquals(secret.publicKey().compressed(), proof.pubkey());
      assertArrayEquals(
          secret.publicKey().encrypt(amount, opening).toBytes(), proof.ciphertextBytes());
      assertEquals(Pedersen.commit(amount, commitmentOpening).compress(), proof.commitment());
    }
  }

  @Test
  void prove_edgeAmounts_verifyAndTheirNeighboursDoNot() throws InvalidProofException {
    for (long amount : EDGE_AMOUNTS) {
      ElGamalCiphertext ciphertext = keypair.publicKey().encrypt(amount, random);
      byte[] data = prove(ciphertext, amount).toBytes();
      assertTrue(
          verifier.verify(CiphertextCommitmentEquality.parse(data)).isAccepted(),
          Long.toUnsignedString(amount));
      for (long wrong : new long[] {amount + 1, amount - 1}) {
        assertFalse(
            verifier.verify(prove(ciphertext, wrong)).isAccepted(), Long.toUnsignedString(wrong));
      }
    }
  }

  /**
   * Provers who lie before the challenge is drawn, so that only one relation fails: about the key,
   * about the ciphertext's amount, about the commitment's.
   */
  @Test
  void proof_oneRelationFalse_isRejectedWhicheverItIs() throws InvalidProofException {
    ElGamalKeypair other = ElGamalKeypair.random(random);
    assertTrue(verifier.verify(proofOf(keypair, 8, 8)).isAccepted());
    assertFalse(verifier.verify(proofOf(other, 8, 8)).isAccepted(), "key");
    assertFalse(verifier.verify(proofOf(keypair, 9, 8)).isAccepted(), "ciphertext");
    assertFalse(verifier.verify(proofOf(keypair, 8, 9)).isAccepted(), "commitment");
  }

  /** The proof that all holds 8, made with the secret key of this test's keypair. */
  private CiphertextCommitmentEquality proofOf(
      ElGamalKeypair claimed, long encrypted, long committed) throws InvalidProofException {
    Scalar secret = keypair.secretKey().scalar();
    PedersenOpening opening = PedersenOpening.random(random);
    Scalar nonce = Scalar.random(random);
    ElGamalCiphertext ciphertext = keypair.publicKey().encrypt(encrypted, random);
    RistrettoPoint nonceG = Pedersen.multiplyG(nonce);
    ByteBuffer data = ByteBuffer.allocate(CiphertextCommitmentEquality.BYTES);
    data.put(claimed.publicKey().toBytes()).put(ciphertext.toBytes());
    data.put(Pedersen.commit(committed, opening).compress().toBytes());
    data.put(claimed.publicKey().point().multiply(nonce).compress().toBytes());
    data.put(nonceG.add(ciphertext.handle().multiply(nonce)).compress().toBytes());
    data.put(nonceG.add(Pedersen.multiplyH(nonce)).compress().toBytes());
    Scalar c = CiphertextCommitmentEquality.parse(data.array()).challenge();
    data.put(c.multiply(secret).add(nonce).toBytes());
    data.put(c.multiply(Scalar.of(8)).add(nonce).toBytes());
    data.put(c.multiply(opening.scalar()).add(nonce).toBytes());
    return CiphertextCommitmentEquality.parse(data.array());
  }

  @Test
  void prove_underAnotherKey_doesNotVerify() {
    ElGamalCiphertext others = ElGamalKeypair.random(random).publicKey().encrypt(7, random);
    assertFalse(verifier.verify(prove(others, 7)).isAccepted());
  }

  @Test
  void prove_identityHalves_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> prove(ElGamalCiphertext.IDENTITY, 0));
    ElGamalCiphertext ciphertext = keypair.publicKey().encrypt(0, random);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            CiphertextCommitmentEquality.prove(
                keypair, ciphertext, PedersenOpening.ZERO, 0, random));
  }

  @Test
  void parse_identityAnywhere_isRefused() {
    byte[] data = prove(keypair.publicKey().encrypt(3, random), 3).toBytes();
    for (int offset = 0; offset < 224; offset += 32) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      assertThrows(
          InvalidProofException.class,
          () -> CiphertextCommitmentEquality.parse(changed),
          "offset " + offset);
    }
  }

  @Test
  void prove_ciphertextWithOneIdentityHalf_isRefused() {
    for (ElGamalCiphertext ciphertext :
        List.of(
            ElGamalCiphertext.of(Pedersen.H, RistrettoPoint.IDENTITY),
            ElGamalCiphertext.of(RistrettoPoint.IDENTITY, Pedersen.H))) {
      assertThrows(IllegalArgumentException.class, () -> prove(ciphertext, 0));
    }
  }

  @Test
  void parse_wrongLengthOrUnreducedScalar_isRefused() {
    byte[] data = prove(keypair.publicKey().encrypt(3, random), 3).toBytes();
    assertEquals(320, data.length);
    for (int length : new int[] {319, 321}) {
      assertThrows(
          InvalidProofException.class,
          () -> CiphertextCommitmentEquality.parse(Arrays.copyOf(data, length)));
    }
    for (int last : new int[] {255, 287, 319}) {
      byte[] changed = data.clone();
      changed[last] = (byte) 0xff;
      assertThrows(InvalidProofException.class, () -> CiphertextCommitmentEquality.parse(changed));
    }
  }

  private CiphertextCommitmentEquality prove(ElGamalCiphertext ciphertext, long amount) {
    return CiphertextCommitmentEquality.prove(
        keypair, ciphertext, PedersenOpening.random(random), amount, random);
  }

  private static PedersenOpening opening(JsonNode hex) throws InvalidProofException {
    return PedersenOpening.of(Scalar.parse(Vectors.hex(hex)));
  }
}
