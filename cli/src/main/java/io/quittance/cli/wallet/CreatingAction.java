package io.quittance.cli.wallet;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A command that puts a wallet on this machine. */
abstract class CreatingAction extends WalletAction {
  @ParentCommand private WalletCommand parent;

  @Parameters(index = "0", paramLabel = "NAME", description = "A name for the wallet.")
  private String name;

  @Option(
      names = "--asset",
      paramLabel = "CODE",
      description = "The asset it holds; not needed where the network has only one.")
  private String asset;

  @Override
  final WalletEnvironment environment() {
    return parent.environment();
  }

  final String name() {
    return name;
  }

  /** The wallet's keys, fresh or known. */
  abstract WalletKeys keys(NetworkIdentity network, String asset) throws QuittanceException;

  /** Says what was done and what comes next. */
  abstract void report(PrintedLines terminal, WalletKeys keys, Path file);

  @Override
  final void perform(PrintedLines terminal) throws QuittanceException {
    Path file = environment().home().walletFile(name);
    NetworkFile network = network();
    WalletKeys keys = keys(network.identity(), asset(network));
    keys.save(file);
    report(terminal, keys, file);
  }

  static void describe(PrintedLines terminal, WalletKeys keys, Path file) {
    terminal.line("  address   %s", PaymentAddress.of(keys));
    terminal.line("  keys      %s", file);
  }

  private String asset(NetworkFile network) throws QuittanceException {
    if (asset != null) {
      return network.asset(asset).code();
    }
    if (network.codes().size() != 1) {
      throw QuittanceException.usage(
          "Network " + network.name() + " has several assets.",
          "Choose one with --asset: " + String.join(", ", network.codes()) + ".");
    }
    return network.codes().get(0);
  }
}
