package io.quittance.cli.wallet;

import io.quittance.network.WalletException;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "history",
    description = "Lists what came in and went out, the newest last.",
    mixinStandardHelpOptions = true)
final class HistoryCommand extends WalletsOwnAction {
  @Override
  void perform(Terminal terminal, ConnectedWallet wallet) throws WalletException {
    List<HistoryEntry> entries = new ArrayList<>();
    for (Settled event : wallet.client().history(wallet.accountId())) {
      entries.addAll(
          HistoryEntry.of(event, wallet.accountId(), wallet.keys().elGamal().secretKey()));
    }
    if (entries.isEmpty()) {
      terminal.line("Nothing has happened to %s yet.", wallet.name());
    }
    new HistoryTable(wallet.amounts(), wallet.wallets().names(wallet.asset().id()))
        .print(entries, terminal);
  }
}
