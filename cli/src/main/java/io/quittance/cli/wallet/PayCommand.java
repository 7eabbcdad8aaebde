package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.WalletAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pay", description = "Pays a hidden amount.", mixinStandardHelpOptions = true)
final class PayCommand extends WalletsOwnAction {
  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "A payment address, or the name of another wallet on this machine.")
  private String to;

  @Parameters(index = "2", paramLabel = "AMOUNT", description = "Such as 12.50.")
  private String amount;

  @Option(
      names = "--memo",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "A note to the payee; everybody can read it.")
  private String memo;

  @Mixin private DeliveryOptions delivery;

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    PaymentAddress payee = wallet.wallets().resolve(to);
    long units = wallet.amounts().parse(amount);
    terminal.line(
        "Paying %s to %s.",
        wallet.amounts().formatWithCode(units),
        PaymentAddress.looksLikeOne(to) ? payee.accountId(wallet.asset().id()) : to);
    WalletAccount account =
        wallet.deliver(
            new Delivery(terminal, delivery), state -> state.transfer(payee, units, memo));
    terminal.line("  balance   %s", wallet.amounts().formatWithCode(account.view().amount()));
  }
}
