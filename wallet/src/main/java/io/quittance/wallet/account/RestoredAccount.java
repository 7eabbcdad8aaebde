package io.quittance.wallet.account;

import java.util.OptionalInt;

/**
 * An account as the network has published it.
 *
 * @param account the owner's mirror of it
 * @param orderNumber number of the compliance officer's last order
 * @param decryptions how many ciphertexts were decrypted for this
 * @param missing how many credits the network has counted of which no receipt tells, or only one
 *     that nobody may rely on, and those behind the first such: they cannot be spent yet
 * @param ahead the highest version of a statement that a receipt names and the wallet's network
 *     file does not have; nothing if none does
 * @param unsettled whether a receipt was passed over that may count yet: when a final event says
 *     the same, or when the credits before it are told
 */
public record RestoredAccount(
    WalletAccount account,
    long orderNumber,
    long decryptions,
    long missing,
    OptionalInt ahead,
    boolean unsettled) {
  /**
   * What to remember of it, so that the next time only what is new is read and decrypted.
   *
   * @param marks how far the logs were read
   */
  public AccountMemory memory(ReadMarks marks) {
    // What was passed over is read again: it stands before the mark.
    ReadMarks kept = unsettled || ahead.isPresent() ? marks.beforeTheReceipts() : marks;
    return new AccountMemory(account.view(), orderNumber, account.knownCredits(), kept);
  }
}
