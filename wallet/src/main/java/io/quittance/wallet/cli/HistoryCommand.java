package io.quittance.wallet.cli;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.account.HistoryEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "history",
    description = "Lists what came in and went out, the newest last.",
    mixinStandardHelpOptions = true)
final class HistoryCommand extends WalletsOwnAction {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int SHORT_ID_CHARACTERS = 12;

  @Override
  void perform(Terminal terminal, ConnectedWallet wallet) throws WalletException {
    Map<AccountId, String> names = wallet.wallets().names(wallet.asset().id());
    List<HistoryEntry> entries = new ArrayList<>();
    for (Settled event : wallet.client().history(wallet.accountId())) {
      entries.addAll(
          HistoryEntry.of(event, wallet.accountId(), wallet.keys().elGamal().secretKey()));
    }
    if (entries.isEmpty()) {
      terminal.line("Nothing has happened to %s yet.", wallet.name());
    }
    List<String> amounts = entries.stream().map(entry -> amount(entry, wallet)).toList();
    List<String> what = entries.stream().map(entry -> what(entry, names)).toList();
    int amountWidth = width(amounts);
    int whatWidth = width(what);
    for (int i = 0; i < entries.size(); i++) {
      HistoryEntry entry = entries.get(i);
      terminal.line(
          "%s  %" + amountWidth + "s  %-" + whatWidth + "s  %s",
          TIME.format(Instant.ofEpochMilli(entry.timestampMillis()).atZone(ZoneId.systemDefault())),
          amounts.get(i),
          what.get(i),
          Terminal.harmless(entry.text()));
    }
  }

  private static String amount(HistoryEntry entry, ConnectedWallet wallet) {
    String sign =
        switch (entry.kind()) {
          case ISSUED, RECEIVED -> "+";
          case PAID, REDEEMED -> "-";
          default -> "";
        };
    return sign.isEmpty() ? "" : sign + wallet.amounts().formatWithCode(entry.amount());
  }

  private static String what(HistoryEntry entry, Map<AccountId, String> names) {
    String other =
        entry
            .counterparty()
            .map(id -> names.getOrDefault(id, id.toString().substring(0, SHORT_ID_CHARACTERS)))
            .orElse("");
    return switch (entry.kind()) {
      case OPENED -> "opened";
      case ISSUED -> "issued";
      case PAID -> "to " + other;
      case RECEIVED -> "from " + other;
      case REDEEMED -> "redeemed";
      case FROZEN -> "frozen";
      case UNFROZEN -> "unfrozen";
      case CLOSED -> "closed";
    };
  }

  private static int width(List<String> texts) {
    return Math.max(1, texts.stream().mapToInt(String::length).max().orElse(1));
  }
}
