package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.wallet.account.MemoryFile;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.keys.WalletKeys;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The wallets kept on this machine, by name. */
final class LocalWallets {
  private static final String SUFFIX = ".json";

  private final QuittanceHome home;

  LocalWallets(QuittanceHome home) {
    this.home = home;
  }

  /** The keys of the wallet of that name. */
  WalletKeys load(String name) throws QuittanceException {
    Path file = home.walletFile(name);
    if (!Files.exists(file)) {
      throw QuittanceException.failure(
          "There is no wallet " + name + ".",
          "Create it with ./quittance wallet new " + name + ".");
    }
    return WalletKeys.load(file);
  }

  /** Where the wallet of that name keeps what it remembers of its account. */
  MemoryFile memory(String name) throws QuittanceException {
    return new MemoryFile(home.memoryFile(name));
  }

  /** Whom a text means: a payment address, or the name of a wallet on this machine. */
  PaymentAddress resolve(String text) throws QuittanceException {
    if (PaymentAddress.looksLikeOne(text)) {
      return PaymentAddress.parse(text);
    }
    if (!Files.exists(home.walletFile(text))) {
      throw QuittanceException.failure(
          "There is no wallet " + text + " on this machine.",
          "Give the payment address that ./quittance wallet address prints for the payee.");
    }
    return PaymentAddress.of(load(text));
  }

  /** The names of the accounts that wallets on this machine own; unreadable ones are left out. */
  Map<AccountId, String> names(AssetId asset) throws QuittanceException {
    Map<AccountId, String> names = new HashMap<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(home.walletsDirectory(), "*" + SUFFIX)) {
      for (Path file : files) {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        try {
          names.put(WalletKeys.load(file).accountId(asset), name);
        } catch (QuittanceException e) {
          // A damaged neighbour only costs its name in this wallet's history.
          continue;
        }
      }
    } catch (IOException e) {
      throw QuittanceException.failure(
          "The wallets in " + home.walletsDirectory() + " cannot be listed.",
          "Check the directory's permissions.",
          e);
    }
    return names;
  }
}
