package io.quittance.cli.wallet;

import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.OrderReason;
import io.quittance.schemas.ReasonCode;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.client.QuittanceClient;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An order of an asset's compliance officer about an account, with its reason. */
abstract class OrderCommand extends WalletAction {
  private final WalletEnvironment environment;

  @Parameters(
      index = "0",
      paramLabel = "ACCOUNT",
      description = "A payment address, or the name of a wallet on this machine.")
  private String account;

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}; everybody can read it.")
  private ReasonCode code;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "More about the reason, such as a case's number; everybody can read it.")
  private String note;

  @Option(
      names = "--officer",
      paramLabel = "FILE",
      description =
          "The compliance officer's key file; $QUITTANCE_HOME/compliance-officer.json by default.")
  private Path officerFile;

  @Mixin private DeliveryOptions delivery;

  OrderCommand(WalletEnvironment environment) {
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  @Override
  final WalletEnvironment environment() {
    return environment;
  }

  /** What the order does, for a person, before the account's name. */
  abstract String doing();

  /** Builds the order. */
  abstract PreparedCommand order(
      ComplianceOfficer officer, PaymentAddress address, String reason, long number)
      throws QuittanceException;

  @Override
  final void perform(PrintedLines terminal) throws QuittanceException {
    if (code == ReasonCode.OTHER && note.isBlank()) {
      throw QuittanceException.usage(
          "The reason OTHER says nothing by itself.", "Say in --note what the reason is.");
    }
    NetworkFile network = network();
    PaymentAddress address = new LocalWallets(environment.home()).resolve(account);
    Path file = officerFile == null ? environment.home().complianceOfficerFile() : officerFile;
    AuthorityKeys keys = AuthorityKeys.load(file, KeyKind.COMPLIANCE_OFFICER);
    Asset asset = network.asset(keys.asset());
    ComplianceOfficer officer = ComplianceOfficer.of(network.identity(), asset, keys.signingKey());
    officer.endAfter(delivery.validity());
    String reason = new OrderReason(code, note.strip()).toString();
    try (QuittanceClient client = connect(network)) {
      AccountId id = address.accountId(asset.id());
      long number = lastOrder(client, id) + 1;
      terminal.line("%s %s: %s", doing(), id, reason);
      new Delivery(terminal, delivery).deliver(client, order(officer, address, reason, number));
    }
  }

  /** The account's highest order number; events are there a little before the balance is. */
  private static long lastOrder(QuittanceClient client, AccountId account)
      throws QuittanceException {
    long last = client.balance(account).map(Balance::getOrderNumber).orElse(0L);
    for (Settled event : client.settledUnder(account)) {
      if (event.getEvent() instanceof Frozen || event.getEvent() instanceof Unfrozen) {
        last = Math.max(last, event.getNumber());
      }
    }
    return last;
  }
}
