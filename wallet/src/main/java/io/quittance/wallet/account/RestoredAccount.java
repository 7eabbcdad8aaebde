package io.quittance.wallet.account;

/**
 * An account as the network has published it.
 *
 * @param account the owner's mirror of it
 * @param orderNumber number of the compliance officer's last order
 * @param decryptions how many ciphertexts were decrypted for this
 */
public record RestoredAccount(WalletAccount account, long orderNumber, long decryptions) {
  /**
   * What to remember of it, so that the next time only what is new is read and decrypted.
   *
   * @param mark how far its events were read
   */
  public AccountMemory memory(ReadMark mark) {
    return new AccountMemory(account.view(), orderNumber, account.knownCredits(), mark);
  }
}
