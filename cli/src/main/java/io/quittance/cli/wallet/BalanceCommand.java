package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.wallet.account.WalletAccount;
import picocli.CommandLine.Command;

@Command(
    name = "balance",
    description = "Shows what is available, and what was received since the last command.",
    mixinStandardHelpOptions = true)
final class BalanceCommand extends WalletsOwnAction {
  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    WalletAccount account = wallet.restore();
    String available = wallet.amounts().formatWithCode(account.view().amount());
    String received = wallet.amounts().formatWithCode(account.incoming());
    int width = Math.max(available.length(), received.length());
    String format = "  %-10s%" + width + "s%s";
    terminal.line("%s: %s", wallet.name(), status(account));
    terminal.line(format, "available", available, "");
    long credits = account.creditsReceived() - account.view().creditsApplied();
    terminal.line(format, "received", received, note(credits));
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
    return switch ((int) Math.min(credits, 2)) {
      case 0 -> "";
      case 1 -> "   1 credit, can be spent at once";
      default -> "   " + credits + " credits, can be spent at once";
    };
  }
}
