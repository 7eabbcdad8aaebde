package io.quittance.cli.wallet;

import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code wallet} command, to be mounted under a top-level command. */
@Command(
    name = "wallet",
    description = "Holds keys, pays and is paid.",
    mixinStandardHelpOptions = true,
    subcommands = {
      NewCommand.class,
      SeedCommand.class,
      RestoreCommand.class,
      AddressCommand.class,
      OpenCommand.class,
      PayCommand.class,
      ApplyCommand.class,
      BalanceCommand.class,
      HistoryCommand.class,
      GrantCommand.class,
      ReadGrantCommand.class,
      RedeemCommand.class,
      CloseCommand.class,
      ProveOwnershipCommand.class,
      CheckOwnershipCommand.class,
      HelpCommand.class
    })
public final class WalletCommand implements Runnable {
  private final WalletEnvironment environment;

  @Spec private CommandSpec spec;

  /** The command in the process's own environment. */
  public WalletCommand() {
    this(WalletEnvironment.system());
  }

  /** The command in another environment. */
  public WalletCommand(WalletEnvironment environment) {
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  WalletEnvironment environment() {
    return environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what the wallet shall do.");
  }
}
