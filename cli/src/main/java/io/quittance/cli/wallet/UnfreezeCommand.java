package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import picocli.CommandLine.Command;

/** The {@code unfreeze} command, to be mounted under a top-level command. */
@Command(
    name = "unfreeze",
    description = {
      "Lets a frozen account pay again, for the asset's compliance officer.",
      "The order and its reason are public, and an audit lists them."
    },
    mixinStandardHelpOptions = true)
public final class UnfreezeCommand extends OrderCommand {
  /** The command in the process's own environment. */
  public UnfreezeCommand() {
    this(WalletEnvironment.system());
  }

  /** The command in another environment. */
  public UnfreezeCommand(WalletEnvironment environment) {
    super(environment);
  }

  @Override
  String doing() {
    return "Unfreezing";
  }

  @Override
  PreparedCommand order(
      ComplianceOfficer officer, PaymentAddress address, String reason, long number)
      throws QuittanceException {
    return officer.unfreeze(address, reason, number);
  }
}
