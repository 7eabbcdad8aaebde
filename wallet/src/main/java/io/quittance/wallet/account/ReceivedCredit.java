package io.quittance.wallet.account;

import io.quittance.verifier.encryption.ElGamalCiphertext;

/**
 * A credit that counts, decrypted, or a run of them, added up.
 *
 * @param first how many credits the account had received with the first one of the run, from 1
 * @param index how many with the last one; the same for a single credit
 * @param ciphertext the sum as the ledger adds it: lo + 2^16 hi of each
 * @param amount the sum in the asset's smallest unit, unsigned
 */
record ReceivedCredit(long first, long index, ElGamalCiphertext ciphertext, long amount) {
  /** Whether a number of credits, counted from the first one of all, ends within the run. */
  boolean isSplitBy(long count) {
    return first <= count && count < index;
  }

  @Override
  public String toString() {
    return "ReceivedCredit[" + first + " to " + index + ", amount redacted]";
  }
}
