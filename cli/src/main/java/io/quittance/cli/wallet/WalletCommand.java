package io.quittance.cli.wallet;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code wallet} command; {@link #commandLine} mounts it under a top-level command. */
@Command(
    name = "wallet",
    description = "Holds keys, pays and is paid.",
    mixinStandardHelpOptions = true)
public final class WalletCommand implements Runnable {
  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
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
          HelpCommand.class);

  private final WalletEnvironment environment;

  @Spec private CommandSpec spec;

  private WalletCommand(WalletEnvironment environment) {
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  /** Returns the command in the process's own environment. */
  public static CommandLine commandLine(List<String> line) {
    return commandLine(WalletEnvironment.system(), line);
  }

  /**
   * Returns the command in an environment, with what a line names below it.
   *
   * @param line the words behind {@code wallet}, as far as they are known
   */
  public static CommandLine commandLine(WalletEnvironment environment, List<String> line) {
    CommandLine wallet = new CommandLine(new WalletCommand(environment));
    Subcommands.named(SUBCOMMANDS, line).forEach(wallet::addSubcommand);
    return wallet;
  }

  WalletEnvironment environment() {
    return environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what the wallet shall do.");
  }
}
