package io.quittance.wallet.interop;

import io.quittance.verifier.encryption.ElGamalKeypair;
import java.security.SecureRandom;
import java.util.List;

/** The keys that proofs are about: of the prover, of another one, of an auditor. */
record Parties(ElGamalKeypair payer, ElGamalKeypair payee, ElGamalKeypair auditor) {
  static Parties random(SecureRandom random) {
    return new Parties(
        ElGamalKeypair.random(random),
        ElGamalKeypair.random(random),
        ElGamalKeypair.random(random));
  }

  String secret() {
    return NpmPeer.hex(payer.secretKey().toBytes());
  }

  /** The public keys of the first two or of all three. */
  List<String> pubkeys(int count) {
    return List.of(payer, payee, auditor).subList(0, count).stream()
        .map(keypair -> NpmPeer.hex(keypair.publicKey().toBytes()))
        .toList();
  }
}
