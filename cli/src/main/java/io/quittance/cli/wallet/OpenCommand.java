package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.WalletAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "open",
    description = "Opens the wallet's account, so that it can pay.",
    mixinStandardHelpOptions = true)
final class OpenCommand extends WalletsOwnAction {
  @Mixin private DeliveryOptions delivery;

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    requireOpenAsset(wallet);
    terminal.line("Opening the account of %s.", wallet.name());
    wallet.deliver(new Delivery(terminal, delivery), WalletAccount::open);
    terminal.line("%s can pay and be paid.", wallet.name());
  }

  /**
   * An account that was paid before its asset was closed can be opened, so that no money is lost.
   */
  private void requireOpenAsset(ConnectedWallet wallet) throws QuittanceException {
    if (!network().isClosed(wallet.asset())) {
      return;
    }
    WalletAccount account = wallet.restore();
    AccountView view = account.view();
    boolean opens =
        view.status() == AccountStatus.UNOPENED || view.status() == AccountStatus.CLOSED;
    if (opens && account.creditsReceived() == view.creditsApplied()) {
      throw QuittanceException.failure(
          "Asset " + wallet.asset().code() + " is closed: it takes no new accounts.",
          "Create a wallet for another asset. An account that somebody has paid can be opened.");
    }
  }
}
