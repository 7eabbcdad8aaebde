package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "close",
    description = "Closes the wallet's account, whose balance must be zero.",
    mixinStandardHelpOptions = true)
final class CloseCommand extends WalletsOwnAction {
  @Mixin private DeliveryOptions delivery;

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    terminal.line("Closing the account of %s.", wallet.name());
    wallet.deliver(
        new Delivery(terminal, delivery), account -> account.close(account.creditsReceived()));
    terminal.line("Keep the key file: the account can be opened again and still receives.");
  }
}
