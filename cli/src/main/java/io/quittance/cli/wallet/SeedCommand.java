package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.keys.KeyDerivation;
import io.quittance.wallet.keys.OwnerSeed;
import io.quittance.wallet.keys.WalletKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "seed",
    description = {
      "Prints the secret from which all keys of the wallet follow, to be kept where no one else"
          + " sees it.",
      "Whoever has it has the money; ./quittance wallet restore makes the wallet again from it."
    },
    mixinStandardHelpOptions = true)
final class SeedCommand extends WalletAction {
  @ParentCommand private WalletCommand parent;

  @Parameters(index = "0", paramLabel = "NAME", description = "The wallet's name.")
  private String name;

  @Override
  WalletEnvironment environment() {
    return parent.environment();
  }

  @Override
  void perform(PrintedLines terminal) throws QuittanceException {
    WalletKeys keys = new LocalWallets(environment().home()).load(name);
    if (!keys.followFromOwner()) {
      throw QuittanceException.failure(
          "The keys of " + name + " are independent of each other: no seed gives them all.",
          "Keep a copy of " + environment().home().walletFile(name) + " instead.");
    }
    terminal.line("%s", OwnerSeed.print(keys.owner()));
    if (keys.derivation().filter(KeyDerivation.SOLANA::equals).isPresent()) {
      errors().line("Restore it with --old-keys: it is a wallet of the older kind.");
    }
  }
}
