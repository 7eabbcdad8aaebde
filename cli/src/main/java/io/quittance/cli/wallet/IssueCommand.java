package io.quittance.cli.wallet;

import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.client.QuittanceClient;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code issue} command, to be mounted under a top-level command. */
@Command(
    name = "issue",
    description = "Issues new money to an account; for the asset's issuer. The amount is public.",
    mixinStandardHelpOptions = true)
public final class IssueCommand extends WalletAction {
  private final WalletEnvironment environment;

  @Parameters(
      index = "0",
      paramLabel = "TO",
      description = "A payment address, or the name of a wallet on this machine.")
  private String to;

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "Such as 100.00.")
  private String amount;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The issuer's reference; everybody can read it.")
  private String reference;

  @Option(
      names = "--issuer",
      paramLabel = "FILE",
      description = "The issuer's key file; $QUITTANCE_HOME/issuer.json by default.")
  private Path issuerFile;

  @Mixin private DeliveryOptions delivery;

  /** The command in the process's own environment. */
  public IssueCommand() {
    this(WalletEnvironment.system());
  }

  /** The command in another environment. */
  public IssueCommand(WalletEnvironment environment) {
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  @Override
  WalletEnvironment environment() {
    return environment;
  }

  @Override
  void perform(PrintedLines terminal) throws QuittanceException {
    NetworkFile network = network();
    PaymentAddress payee = new LocalWallets(environment.home()).resolve(to);
    Path file = issuerFile == null ? environment.home().issuerFile() : issuerFile;
    AuthorityKeys keys = AuthorityKeys.load(file, KeyKind.ISSUER);
    Asset asset = network.asset(keys.asset());
    if (network.isClosed(asset)) {
      throw QuittanceException.failure(
          "Asset " + asset.code() + " is closed: nothing more is issued of it.",
          "Issue another asset; './quittance network show' says which are open.");
    }
    AmountFormat amounts = AmountFormat.of(asset.code(), asset.decimals());
    Issuer issuer = Issuer.of(network.identity(), asset, keys.signingKey());
    issuer.endAfter(delivery.validity());
    long units = amounts.parse(amount);
    try (QuittanceClient client = connect(network)) {
      long number = lastIssue(client, payee.accountId(asset.id())) + 1;
      terminal.line("Issuing %s to %s.", amounts.formatWithCode(units), shown(payee, asset));
      new Delivery(terminal, delivery)
          .deliver(client, issuer.issue(payee, units, reference, number));
    }
  }

  private String shown(PaymentAddress payee, Asset asset) {
    return PaymentAddress.looksLikeOne(to) ? payee.accountId(asset.id()).toString() : to;
  }

  /** The account's highest issue number; events are there a little before the balance is. */
  private static long lastIssue(QuittanceClient client, AccountId account)
      throws QuittanceException {
    long last = client.balance(account).map(Balance::getIssueNumber).orElse(0L);
    for (Settled event : client.settledUnder(account)) {
      if (event.getEvent() instanceof Issued) {
        last = Math.max(last, event.getNumber());
      }
    }
    return last;
  }
}
