package io.quittance.wallet.account;

import java.util.Optional;

/**
 * An account as the network has published it.
 *
 * @param account the owner's mirror of it
 * @param orderNumber number of the compliance officer's last order
 * @param decryptions how many ciphertexts were decrypted for this
 * @param doubtful whether a receipt under a revoked key was passed over that a final event may
 *     confirm yet
 */
public record RestoredAccount(
    WalletAccount account, long orderNumber, long decryptions, boolean doubtful) {
  /**
   * What to remember of it, so that the next time only what is new is read and decrypted.
   *
   * @param marks how far the logs were read
   */
  public AccountMemory memory(ReadMarks marks) {
    // What was passed over is read again: it stands before the mark.
    ReadMarks kept = doubtful ? new ReadMarks(marks.events(), Optional.empty()) : marks;
    return new AccountMemory(account.view(), orderNumber, account.knownCredits(), kept);
  }
}
