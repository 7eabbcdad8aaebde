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
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PubkeyValidityTest {
  private final SeededRandom random = new SeededRandom(41);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @Test
  void challenge_peersProof_isThePeersChallenge() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("PubkeyValidity")) {
      PubkeyValidity proof = PubkeyValidity.parse(Vectors.data(proofCase));
      assertArrayEquals(
          Vectors.hex(proofCase.at("/challenges/0/scalar")),
          proof.challenge().toBytes(),
          proofCase.get("id").asText());
    }
  }

  @Test
  void context_peersKey_isDerivedFromTheSecret() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs("PubkeyValidity")) {
      ElGamalSecretKey secret = ElGamalSecretKey.parse(Vectors.hex(proofCase.at("/inputs/secret")));
      PubkeyValidity proof = PubkeyValidity.parse(Vectors.data(proofCase));
      assertEquals(secret.publicKey().compressed(), proof.pubkey());
    }
  }

  @Test
  void prove_anyKey_verifies() throws InvalidProofException {
    for (int i = 0; i < 5; i++) {
      ElGamalKeypair keypair = ElGamalKeypair.random(random);
      PubkeyValidity proof = PubkeyValidity.prove(keypair, random);
      assertTrue(verifier.verify(PubkeyValidity.parse(proof.toBytes())).isAccepted());
      assertEquals(keypair.publicKey().compressed(), proof.pubkey());
    }
  }

  @Test
  void proof_underAnotherKey_isRejected() throws InvalidProofException {
    byte[] data = PubkeyValidity.prove(ElGamalKeypair.random(random), random).toBytes();
    byte[] other = ElGamalKeypair.random(random).publicKey().toBytes();
    System.arraycopy(other, 0, data, 0, other.length);
    assertFalse(verifier.verify(PubkeyValidity.parse(data)).isAccepted());
  }

  @Test
  void parse_oneByteShortOrLong_saysTheLength() {
    byte[] data = PubkeyValidity.prove(ElGamalKeypair.random(random), random).toBytes();
    for (int length : new int[] {0, PubkeyValidity.BYTES - 1, PubkeyValidity.BYTES + 1}) {
      InvalidProofException e =
          assertThrows(
              InvalidProofException.class, () -> PubkeyValidity.parse(Arrays.copyOf(data, length)));
      assertEquals("PubkeyValidity must be 96 bytes, not " + length, e.getMessage());
    }
  }

  @Test
  void parse_identityKeyOrIdentityAnnouncement_isRefused() {
    byte[] data = PubkeyValidity.prove(ElGamalKeypair.random(random), random).toBytes();
    for (int offset : new int[] {0, 32}) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      assertThrows(InvalidProofException.class, () -> PubkeyValidity.parse(changed));
    }
  }
}
