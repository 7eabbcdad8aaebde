package io.quittance.wallet.cli;

import io.quittance.wallet.WalletException;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.keys.WalletKeys;
import io.quittance.wallet.network.NetworkFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "new",
    description = "Creates a wallet: keys in a file that only you can read.",
    mixinStandardHelpOptions = true)
final class NewCommand extends WalletAction {
  @ParentCommand private WalletCommand parent;

  @Parameters(index = "0", paramLabel = "NAME", description = "A name for the wallet.")
  private String name;

  @Option(
      names = "--asset",
      paramLabel = "CODE",
      description = "The asset it holds; not needed where the network has only one.")
  private String asset;

  @Override
  WalletEnvironment environment() {
    return parent.environment();
  }

  @Override
  void perform(Terminal terminal) throws WalletException {
    Path file = environment().home().walletFile(name);
    NetworkFile network = network();
    String code = asset(network);
    WalletKeys keys = WalletKeys.generate(name, network.name(), code, environment().random());
    keys.save(file);
    terminal.line("Created wallet %s for %s on network %s.", name, code, network.name());
    terminal.line("  address   %s", PaymentAddress.of(keys));
    terminal.line("  keys      %s", file);
    terminal.line("Whoever has the key file has the money: keep it, and a copy, to yourself.");
    terminal.line("Next: ./quittance wallet open %s", name);
  }

  private String asset(NetworkFile network) throws WalletException {
    if (asset != null) {
      return network.asset(asset).code();
    }
    if (network.codes().size() != 1) {
      throw WalletException.usage(
          "Network " + network.name() + " has several assets.",
          "Choose one with --asset: " + String.join(", ", network.codes()) + ".");
    }
    return network.codes().get(0);
  }
}
