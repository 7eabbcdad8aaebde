package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.WalletAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "apply",
    description = "Adds what was received to what is available; a payment does so by itself.",
    mixinStandardHelpOptions = true)
final class ApplyCommand extends WalletsOwnAction {
  @Mixin private DeliveryOptions delivery;

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    WalletAccount before = wallet.restore();
    if (before.creditsReceived() == before.view().creditsApplied()) {
      terminal.line("Nothing has come in since the last time.");
      return;
    }
    terminal.line("Applying %s.", wallet.amounts().formatWithCode(before.incoming()));
    WalletAccount after =
        wallet.deliver(
            new Delivery(terminal, delivery),
            account -> account.applyCredits(account.creditsReceived()));
    terminal.line("  balance   %s", wallet.amounts().formatWithCode(after.view().amount()));
  }
}
