package io.quittance.cli.wallet;

import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.host.SafeText;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.HistoryEntry;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.grant.GrantedView;
import io.quittance.wallet.grant.ViewGrant;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "read-grant",
    description =
        "Shows the payments that an account's owner lets you read, checked against the log.",
    mixinStandardHelpOptions = true)
final class ReadGrantCommand extends WalletAction {
  private static final Set<HistoryEntry.Kind> IN =
      EnumSet.of(HistoryEntry.Kind.ISSUED, HistoryEntry.Kind.RECEIVED);

  @ParentCommand private WalletCommand parent;

  @Parameters(index = "0", paramLabel = "FILE", description = "The grant.")
  private Path file;

  @Override
  WalletEnvironment environment() {
    return parent.environment();
  }

  @Override
  void perform(PrintedLines terminal) throws QuittanceException {
    ViewGrant grant = ViewGrant.load(file);
    NetworkFile network = network();
    if (!grant.account().network().is(network.identity())) {
      throw QuittanceException.failure(
          "The view grant is of network "
              + SafeText.quoted(grant.account().network().toString())
              + ", not "
              + network.identity()
              + ".",
          "Name that network's file with --network.");
    }
    Asset asset = network.asset(grant.account().assetCode());
    AccountId account = grant.account().accountId(asset.id());
    List<Settled> history;
    try (QuittanceClient client = connect(network)) {
      history = client.history(account);
    }
    GrantedView view = GrantedView.of(grant, asset.id(), history, environment().random());
    AmountFormat amounts = AmountFormat.of(asset.code(), asset.decimals());
    terminal.line("Account   %s", account);
    terminal.line("For       %s", SafeText.quoted(grant.grantee()));
    terminal.line("Period    %s", grant.period());
    new HistoryTable(amounts, Map.of()).print(view.entries(), terminal);
    terminal.line("In        %s", amounts.formatWithCode(sum(view.entries(), true)));
    terminal.line("Out       %s", amounts.formatWithCode(sum(view.entries(), false)));
    if (!view.untold().isEmpty()) {
      throw QuittanceException.failure(
          String.format(
              "The grant does not tell the amounts of %d payments of its period, the first one %s.",
              view.untold().size(), view.untold().get(0)),
          "They may have been settled after it was made: ask the owner for a new one.");
    }
    terminal.line("Every payment of the period is told, and every amount is the one settled.");
  }

  /** Each amount fits into 64 bits, and their sum need not. */
  static BigInteger sum(List<HistoryEntry> entries, boolean in) {
    return entries.stream()
        .filter(entry -> IN.contains(entry.kind()) == in)
        .map(entry -> new BigInteger(Long.toUnsignedString(entry.amount())))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
