package io.quittance.cli.wallet;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.file.Path;
import picocli.CommandLine.Command;

@Command(
    name = "new",
    description = "Creates a wallet: keys in a file that only you can read.",
    mixinStandardHelpOptions = true)
final class NewCommand extends CreatingAction {
  @Override
  WalletKeys keys(NetworkIdentity network, String asset) {
    return WalletKeys.generate(name(), network, asset, environment().random());
  }

  @Override
  void report(PrintedLines terminal, WalletKeys keys, Path file) {
    terminal.line(
        "Created wallet %s for %s on network %s.", name(), keys.asset(), keys.network().name());
    describe(terminal, keys, file);
    terminal.line("Whoever has the key file has the money: keep it to yourself.");
    terminal.line("To have a copy, write down what ./quittance wallet seed %s prints.", name());
    terminal.line("Next: ./quittance wallet open %s", name());
  }
}
