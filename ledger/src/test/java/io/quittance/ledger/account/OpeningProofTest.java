package io.quittance.ledger.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.World;
import io.quittance.schemas.AccountId;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OpeningProofTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static AccountId account(int octet) {
    byte[] id = new byte[AccountId.BYTES];
    Arrays.fill(id, (byte) octet);
    return AccountId.of(id);
  }

  /** The same stands in the test of the wallet in JavaScript. */
  @Test
  void handle_ofAnAccount_isFrozen() {
    assertEquals(
        "90c1802b7105cac7a13ce8ab3c6c0921b082a12f06bcadaccd1cf99c4b153b65",
        OpeningProof.handle(World.NETWORK, account(7)).compress().toString());
  }

  @Test
  void proof_ofAnAccount_verifiesAndIsAboutNoOther() throws Exception {
    ElGamalKeypair keys = ElGamalKeypair.random(RANDOM);
    byte[] data =
        ZeroCiphertext.prove(keys, OpeningProof.ciphertext(World.NETWORK, account(7), keys), RANDOM)
            .toBytes();
    assertEquals(OpeningProof.BYTES, data.length);
    ZeroCiphertext proof = ZeroCiphertext.parse(data);
    assertTrue(new BatchVerifier(RANDOM).verify(proof).isAccepted());
    assertTrue(OpeningProof.isAbout(World.NETWORK, account(7), proof));
    assertFalse(OpeningProof.isAbout(World.NETWORK, account(8), proof));
    assertFalse(OpeningProof.isAbout(World.network(2).id(), account(7), proof));
  }

  @Test
  void proof_movedToAnotherAccountsHandle_doesNotVerify() throws Exception {
    ElGamalKeypair keys = ElGamalKeypair.random(RANDOM);
    byte[] data =
        ZeroCiphertext.prove(keys, OpeningProof.ciphertext(World.NETWORK, account(7), keys), RANDOM)
            .toBytes();
    byte[] moved =
        ZeroCiphertext.prove(keys, OpeningProof.ciphertext(World.NETWORK, account(8), keys), RANDOM)
            .toBytes();
    System.arraycopy(moved, 32, data, 32, 64);
    ZeroCiphertext proof = ZeroCiphertext.parse(data);
    assertTrue(OpeningProof.isAbout(World.NETWORK, account(8), proof));
    assertFalse(new BatchVerifier(RANDOM).verify(proof).isAccepted());
  }
}
