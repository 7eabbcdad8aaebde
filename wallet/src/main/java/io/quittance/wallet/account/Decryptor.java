package io.quittance.wallet.account;

import io.quittance.network.QuittanceException;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.util.OptionalLong;

/**
 * Decrypts an account's amounts, and counts how often.
 *
 * <p>Amounts are searched for in credits and payments only, of which their payers proved that they
 * knew them. Balances are never searched for: see {@link OwnerChain}.
 */
final class Decryptor {
  private final ElGamalSecretKey secret;
  private long uses;

  Decryptor(ElGamalSecretKey secret) {
    this.secret = secret;
  }

  /** The amount that half a credit holds, found by search; nothing if it is 2^32 or more. */
  OptionalLong search(ElGamalCiphertext ciphertext) {
    uses++;
    return DiscreteLog.solve32(secret.decryptToPoint(ciphertext));
  }

  /** The amount of a payment that its payer proved. */
  long decrypt(HiddenPayment payment) throws QuittanceException {
    uses++;
    return payment.decrypt(secret);
  }

  /** Whether a ciphertext holds an amount that is known from elsewhere. */
  boolean holds(ElGamalCiphertext ciphertext, long amount) {
    uses++;
    return secret.decryptToPoint(ciphertext.subtractAmount(amount)).isIdentity();
  }

  /** How many ciphertexts were decrypted. */
  long uses() {
    return uses;
  }
}
