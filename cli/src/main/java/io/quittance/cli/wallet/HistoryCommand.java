package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.HistoryEntry;
import io.quittance.wallet.account.PaymentProofs;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "history",
    description = "Lists what came in and went out, the newest last.",
    mixinStandardHelpOptions = true)
final class HistoryCommand extends WalletsOwnAction {
  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    List<HistoryEntry> entries = new ArrayList<>();
    List<Settled> events = wallet.client().history(wallet.accountId());
    new PaymentProofs(wallet.keys(), wallet.asset().id(), wallet.random()).require(events);
    for (Settled event : events) {
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
