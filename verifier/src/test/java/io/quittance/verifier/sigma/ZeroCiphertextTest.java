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
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZeroCiphertextTest {
  private final SeededRandom random = new SeededRandom(42);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final ElGamalKeypair keypair = ElGamalKeypair.random(random);

  @Test
  void challenge_peersProof_isThePeersChallenge() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("ZeroCiphertext")) {
      ZeroCiphertext proof = ZeroCiphertext.parse(Vectors.data(proofCase));
      assertArrayEquals(
          Vectors.hex(proofCase.at("/challenges/0/scalar")),
          proof.challenge().toBytes(),
          proofCase.get("id").asText());
    }
  }

  @Test
  void context_peersProof_isReadIntoItsFields() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("ZeroCiphertext")) {
      ZeroCiphertext proof = ZeroCiphertext.parse(Vectors.data(proofCase));
      assertArrayEquals(Vectors.hex(proofCase.at("/inputs/pubkey")), proof.pubkey().toBytes());
      assertArrayEquals(Vectors.hex(proofCase.at("/inputs/ciphertext")), proof.ciphertextBytes());
    }
  }

  @Test
  void prove_encryptionOfZero_verifies() throws InvalidProofException {
    ElGamalCiphertext zero = keypair.publicKey().encrypt(0, random);
    ZeroCiphertext proof = ZeroCiphertext.prove(keypair, zero, random);
    assertTrue(verifier.verify(ZeroCiphertext.parse(proof.toBytes())).isAccepted());
  }

  @Test
  void prove_anotherAmountOrKey_doesNotVerify() {
    ElGamalCiphertext one = keypair.publicKey().encrypt(1, random);
    assertFalse(verifier.verify(ZeroCiphertext.prove(keypair, one, random)).isAccepted());
    ElGamalCiphertext max = keypair.publicKey().encrypt(-1L, random);
    assertFalse(verifier.verify(ZeroCiphertext.prove(keypair, max, random)).isAccepted());
    ElGamalCiphertext others = ElGamalKeypair.random(random).publicKey().encrypt(0, random);
    assertFalse(verifier.verify(ZeroCiphertext.prove(keypair, others, random)).isAccepted());
  }

  /** A prover who knows the secret of the ciphertext, but not of the key that he claims it has. */
  @Test
  void proof_zeroUnderAnotherKeyThanClaimed_isRejected() throws InvalidProofException {
    assertTrue(verifier.verify(proofClaiming(keypair)).isAccepted());
    assertFalse(verifier.verify(proofClaiming(ElGamalKeypair.random(random))).isAccepted());
  }

  private ZeroCiphertext proofClaiming(ElGamalKeypair claimed) throws InvalidProofException {
    ElGamalCiphertext zero = keypair.publicKey().encrypt(0, random);
    Scalar nonce = Scalar.random(random);
    ByteBuffer data = ByteBuffer.allocate(ZeroCiphertext.BYTES);
    data.put(claimed.publicKey().toBytes()).put(zero.toBytes());
    data.put(claimed.publicKey().point().multiply(nonce).compress().toBytes());
    data.put(zero.handle().multiply(nonce).compress().toBytes());
    Scalar c = ZeroCiphertext.parse(data.array()).challenge();
    data.put(c.multiply(keypair.secretKey().scalar()).add(nonce).toBytes());
    return ZeroCiphertext.parse(data.array());
  }

  @Test
  void prove_ciphertextWithAnIdentityHalf_isRefused() {
    RistrettoPoint identity = RistrettoPoint.IDENTITY;
    for (ElGamalCiphertext ciphertext :
        new ElGamalCiphertext[] {
          ElGamalCiphertext.IDENTITY,
          ElGamalCiphertext.of(Pedersen.H, identity),
          ElGamalCiphertext.of(identity, Pedersen.H)
        }) {
      assertThrows(
          IllegalArgumentException.class, () -> ZeroCiphertext.prove(keypair, ciphertext, random));
    }
  }

  @Test
  void parse_identityWhereForbidden_isRefused() throws InvalidProofException {
    byte[] data =
        ZeroCiphertext.prove(keypair, keypair.publicKey().encrypt(0, random), random).toBytes();
    for (int offset : new int[] {0, 32, 64, 96}) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      assertThrows(
          InvalidProofException.class, () -> ZeroCiphertext.parse(changed), "offset " + offset);
    }
    // Y_D alone may be the identity; here it is only wrong.
    Arrays.fill(data, 128, 160, (byte) 0);
    assertFalse(verifier.verify(ZeroCiphertext.parse(data)).isAccepted());
  }

  @Test
  void parse_wrongLength_isRefused() {
    byte[] data =
        ZeroCiphertext.prove(keypair, keypair.publicKey().encrypt(0, random), random).toBytes();
    assertEquals(192, data.length);
    for (int length : new int[] {191, 193}) {
      assertThrows(
          InvalidProofException.class, () -> ZeroCiphertext.parse(Arrays.copyOf(data, length)));
    }
  }
}
