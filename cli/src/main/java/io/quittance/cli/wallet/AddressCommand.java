package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.PaymentAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "address",
    description = "Prints the payment address to give to others.",
    mixinStandardHelpOptions = true)
final class AddressCommand extends WalletAction {
  @ParentCommand private WalletCommand parent;

  @Parameters(index = "0", paramLabel = "NAME", description = "The wallet's name.")
  private String name;

  @Override
  WalletEnvironment environment() {
    return parent.environment();
  }

  @Override
  void perform(PrintedLines terminal) throws QuittanceException {
    terminal.line("%s", PaymentAddress.of(new LocalWallets(environment().home()).load(name)));
  }
}
