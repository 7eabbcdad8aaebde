package io.quittance.cli.wallet;

import io.quittance.network.amount.AmountFormat;
import io.quittance.network.host.SafeText;
import io.quittance.schemas.AccountId;
import io.quittance.wallet.account.HistoryEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What happened to an account, a line each, the newest last.
 *
 * @param amounts how amounts are written
 * @param names names of accounts, where they have one
 */
record HistoryTable(AmountFormat amounts, Map<AccountId, String> names) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int SHORT_ID_CHARACTERS = 12;

  void print(List<HistoryEntry> entries, PrintedLines terminal) {
    List<String> moved = entries.stream().map(this::amount).toList();
    List<String> what = entries.stream().map(this::what).toList();
    int amountWidth = width(moved);
    int whatWidth = width(what);
    for (int i = 0; i < entries.size(); i++) {
      HistoryEntry entry = entries.get(i);
      terminal.line(
          "%s  %" + amountWidth + "s  %-" + whatWidth + "s  %s",
          TIME.format(Instant.ofEpochMilli(entry.timestampMillis()).atZone(ZoneId.systemDefault())),
          moved.get(i),
          what.get(i),
          SafeText.quoted(entry.text()));
    }
  }

  private String amount(HistoryEntry entry) {
    String sign =
        switch (entry.kind()) {
          case ISSUED, RECEIVED -> "+";
          case PAID, REDEEMED -> "-";
          default -> "";
        };
    return sign.isEmpty() ? "" : sign + amounts.formatWithCode(entry.amount());
  }

  private String what(HistoryEntry entry) {
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
