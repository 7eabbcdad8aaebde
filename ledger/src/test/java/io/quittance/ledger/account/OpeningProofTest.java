package io.quittance.ledger.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        "92e020674a40cc44dc3298ab7eac0deaf1b6382f69e4d335cfce7dd06448a744",
        OpeningProof.handle("local", account(7)).compress().toString());
  }

  @Test
  void proof_ofAnAccount_verifiesAndIsAboutNoOther() throws Exception {
    ElGamalKeypair keys = ElGamalKeypair.random(RANDOM);
    byte[] data =
        ZeroCiphertext.prove(keys, OpeningProof.ciphertext("local", account(7), keys), RANDOM)
            .toBytes();
    assertEquals(OpeningProof.BYTES, data.length);
    ZeroCiphertext proof = ZeroCiphertext.parse(data);
    assertTrue(new BatchVerifier(RANDOM).verify(proof).isAccepted());
    assertTrue(OpeningProof.isAbout("local", account(7), proof));
    assertFalse(OpeningProof.isAbout("local", account(8), proof));
    assertFalse(OpeningProof.isAbout("main", account(7), proof));
  }

  @Test
  void proof_movedToAnotherAccountsHandle_doesNotVerify() throws Exception {
    ElGamalKeypair keys = ElGamalKeypair.random(RANDOM);
    byte[] data =
        ZeroCiphertext.prove(keys, OpeningProof.ciphertext("local", account(7), keys), RANDOM)
            .toBytes();
    byte[] moved =
        ZeroCiphertext.prove(keys, OpeningProof.ciphertext("local", account(8), keys), RANDOM)
            .toBytes();
    System.arraycopy(moved, 32, data, 32, 64);
    ZeroCiphertext proof = ZeroCiphertext.parse(data);
    assertTrue(OpeningProof.isAbout("local", account(8), proof));
    assertFalse(new BatchVerifier(RANDOM).verify(proof).isAccepted());
  }
}
