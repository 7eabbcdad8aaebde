package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.wallet.account.RestoredAccount;
import io.quittance.wallet.account.WalletAccount;
import picocli.CommandLine.Command;

@Command(
    name = "balance",
    description = "Shows what is available, and what was received since the last command.",
    mixinStandardHelpOptions = true)
final class BalanceCommand extends WalletsOwnAction {
  private static final String MISSING =
      "The network has counted %s more, which cannot be spent yet: receipts are missing.";
  private static final String MISSING_ADVICE =
      "Ask again in a moment. If it stays so, take the operator's newest network file, or ask him:"
          + " ./quittance audit names receipts that are withheld.";

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    RestoredAccount restored = wallet.restored();
    WalletAccount account = restored.account();
    String available = wallet.amounts().formatWithCode(account.view().amount());
    String received = wallet.amounts().formatWithCode(account.incoming());
    int width = Math.max(available.length(), received.length());
    String format = "  %-10s%" + width + "s%s";
    terminal.line("%s: %s", wallet.name(), status(account));
    terminal.line(format, "available", available, "");
    long credits = account.creditsReceived() - account.view().creditsApplied();
    terminal.line(format, "received", received, note(credits));
    if (restored.missing() > 0) {
      terminal.line(MISSING, credits(restored.missing()));
      terminal.line(MISSING_ADVICE);
    }
    if (account.view().status() == AccountStatus.UNOPENED) {
      terminal.line("Next: ./quittance wallet open %s", wallet.name());
    }
  }

  private static String status(WalletAccount account) {
    return switch (account.view().status()) {
      case OPEN -> "open";
      case FROZEN -> "frozen: it receives but cannot pay";
      case CLOSED -> "closed";
      case UNOPENED -> "not open";
    };
  }

  private static String note(long credits) {
    return credits == 0 ? "" : "   " + credits(credits) + ", can be spent at once";
  }

  private static String credits(long number) {
    return number == 1 ? "1 credit" : number + " credits";
  }
}
