package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.keys.WalletKeys;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A command of one wallet, talking to its network. */
abstract class WalletsOwnAction extends WalletAction {
  @ParentCommand private WalletCommand parent;

  @Parameters(index = "0", paramLabel = "NAME", description = "The wallet's name.")
  private String name;

  @Override
  final WalletEnvironment environment() {
    return parent.environment();
  }

  /** Does the command's work with the wallet. */
  abstract void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException;

  @Override
  final void perform(PrintedLines terminal) throws QuittanceException {
    LocalWallets wallets = new LocalWallets(environment().home());
    WalletKeys keys = wallets.load(name);
    NetworkFile network = network();
    if (!keys.network().is(network.identity())) {
      throw QuittanceException.failure(
          "Wallet "
              + name
              + " belongs to network "
              + keys.network()
              + ", not "
              + network.identity()
              + ".",
          "Name that network's file with --network, or create a wallet here.");
    }
    try (QuittanceClient client = connect(network)) {
      perform(
          terminal,
          new ConnectedWallet(
              name,
              keys,
              network.asset(keys.asset()),
              wallets,
              client,
              environment().random(),
              errors()));
    }
  }
}
