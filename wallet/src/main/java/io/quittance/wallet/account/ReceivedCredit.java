package io.quittance.wallet.account;

import io.quittance.verifier.encryption.ElGamalCiphertext;

/**
 * A credit that counts, decrypted.
 *
 * @param index how many credits the account has received with this one, from 1
 * @param ciphertext the amount as the ledger adds it: lo + 2^16 hi
 * @param amount the amount in the asset's smallest unit, below 2^49
 */
record ReceivedCredit(long index, ElGamalCiphertext ciphertext, long amount) {
  @Override
  public String toString() {
    return "ReceivedCredit[" + index + ", amount redacted]";
  }
}
