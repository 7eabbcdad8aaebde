package io.quittance.ledger.account;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.OpeningMessage;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.util.Arrays;

/**
 * Proof that whoever opens an account knows the secret s of its ElGamal key P, made for this very
 * account: it cannot be copied into another's command.
 *
 * <p>It is a {@link ZeroCiphertext} proof, as any prover of those formats makes it, about a
 * ciphertext that nobody chooses:
 *
 * <pre>
 * D = ristretto255 element of SHA-512({@link OpeningMessage}), by the map of RFC 9496, section 4.3.4
 * C = s * D
 * </pre>
 *
 * <p>The account id is a hash of asset, owner's key and P, and the proof's challenge is a hash of
 * P, C and D. So the proof of one account says nothing for another one, whoever owns that, though
 * its key be the same. The standard public-key validity proof, which stood here before, has no
 * place for a context: anybody could copy key and proof of another and open an account that holds
 * his key.
 *
 * <p>Nor does a wallet ever make such a proof for another account by accident. It proves that
 * ciphertexts are zero where it closes an account or discloses a payment, and the handles of those
 * are multiples r*P with an r that somebody knew and proved. Nobody knows that of a hash.
 *
 * <p><b>It does not prove</b> when it was made: the owner's signature over the command, with its
 * sequence number, does; nor that the owner is the only one who knows s.
 */
public final class OpeningProof {
  /** Key (32) ‖ C (32) ‖ D (32) ‖ proof (96). */
  public static final int BYTES = ZeroCiphertext.BYTES;

  private OpeningProof() {}

  /** Returns D, which an account's opening is about. */
  public static RistrettoPoint handle(NetworkId network, AccountId account) {
    return RistrettoPoint.fromUniformBytes(OpeningMessage.hash(network, account));
  }

  /**
   * Returns the ciphertext (C, D) as the holder of the secret key computes it; {@link
   * ZeroCiphertext#prove} makes the proof about it.
   */
  public static ElGamalCiphertext ciphertext(
      NetworkId network, AccountId account, ElGamalKeypair keys) {
    RistrettoPoint handle = handle(network, account);
    return ElGamalCiphertext.of(handle.multiply(keys.secretKey().scalar()), handle);
  }

  /** Returns whether a proof, if it verifies, is about this account and no other. */
  public static boolean isAbout(NetworkId network, AccountId account, ZeroCiphertext proof) {
    byte[] handle = handle(network, account).compress().toBytes();
    byte[] ciphertext = proof.ciphertextBytes();
    return Arrays.equals(
        handle, 0, handle.length, ciphertext, ciphertext.length - handle.length, ciphertext.length);
  }
}
