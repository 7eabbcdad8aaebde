package io.quittance.wallet.account;

import io.quittance.network.document.PrivateFile;
import io.quittance.schemas.AccountId;
import io.quittance.wallet.keys.WalletKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a wallet keeps what it remembers of its account, readable by its owner only.
 *
 * <p>Nothing depends on it but speed. What cannot be read is as good as not there, and what cannot
 * be written is read from the network again the next time.
 *
 * @param path the file
 */
public record MemoryFile(Path path) {
  /** What was kept; nothing if that is not there, damaged, or another wallet's. */
  public Optional<AccountMemory> load(WalletKeys keys, AccountId account) {
    try {
      return AccountMemory.parse(keys, account, Files.readAllBytes(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps it, in the place of what was kept before, in one step. */
  public void save(AccountMemory memory, WalletKeys keys, AccountId account) {
    try {
      PrivateFile.replace(path, memory.toBytes(keys, account));
    } catch (IOException e) {
      // The next time all is read from the network once more.
      return;
    }
  }
}
