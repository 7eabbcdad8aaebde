package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
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
    terminal.line("Opening the account of %s.", wallet.name());
    wallet.deliver(new Delivery(terminal, delivery), WalletAccount::open);
    terminal.line("%s can pay and be paid.", wallet.name());
  }
}
