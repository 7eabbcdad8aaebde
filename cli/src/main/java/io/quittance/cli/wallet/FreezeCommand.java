package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import picocli.CommandLine.Command;

/** The {@code freeze} command, to be mounted under a top-level command. */
@Command(
    name = "freeze",
    description = {
      "Stops an account from paying, for the asset's compliance officer; it still receives.",
      "The order and its reason are public, and an audit lists them."
    },
    mixinStandardHelpOptions = true)
public final class FreezeCommand extends OrderCommand {
  /** The command in the process's own environment. */
  public FreezeCommand() {
    this(WalletEnvironment.system());
  }

  /** The command in another environment. */
  public FreezeCommand(WalletEnvironment environment) {
    super(environment);
  }

  @Override
  String doing() {
    return "Freezing";
  }

  @Override
  PreparedCommand order(
      ComplianceOfficer officer, PaymentAddress address, String reason, long number)
      throws QuittanceException {
    return officer.freeze(address, reason, number);
  }
}
