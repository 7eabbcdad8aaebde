package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.WalletAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "redeem",
    description = "Takes money out of the system; the amount is public.",
    mixinStandardHelpOptions = true)
final class RedeemCommand extends WalletsOwnAction {
  @Parameters(index = "1", paramLabel = "AMOUNT", description = "Such as 12.50.")
  private String amount;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Where the issuer shall pay it out; everybody can read it.")
  private String reference;

  @Mixin private DeliveryOptions delivery;

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    long units = wallet.amounts().parse(amount);
    terminal.line("Redeeming %s.", wallet.amounts().formatWithCode(units));
    WalletAccount account =
        wallet.deliver(new Delivery(terminal, delivery), state -> state.redeem(units, reference));
    terminal.line("  balance   %s", wallet.amounts().formatWithCode(account.view().amount()));
  }
}
