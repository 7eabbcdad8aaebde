package io.quittance.cli;

import io.quittance.cli.wallet.FreezeCommand;
import io.quittance.cli.wallet.IssueCommand;
import io.quittance.cli.wallet.Subcommands;
import io.quittance.cli.wallet.UnfreezeCommand;
import io.quittance.cli.wallet.WalletCommand;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.host.ProcessText;
import io.quittance.network.host.SafeText;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command line of Quittance. */
@Command(
    name = "quittance",
    description = "Settles private peer-to-peer payments the instant they arrive.",
    mixinStandardHelpOptions = true,
    version = "quittance 0.1.0")
public final class Quittance {
  /** Exit status when everything is as it should be. */
  static final int OK = 0;

  /** Exit status when the command ran and something is off. */
  static final int FAILED = 1;

  /** Exit status when the command was called wrongly. */
  static final int USAGE = 2;

  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          DemoCommand.class,
          UpCommand.class,
          SavepointCommand.class,
          ResumeCommand.class,
          ClusterCommand.class,
          ChaosCommand.class,
          OverloadCommand.class,
          DrillCommand.class,
          WalletCommand.class,
          IssueCommand.class,
          FreezeCommand.class,
          UnfreezeCommand.class,
          WatchCommand.class,
          WindowsCommand.class,
          NetworkCommand.class,
          OperatorCommand.class,
          ConfigCommand.class,
          AuditorCommand.class,
          AuditCommand.class,
          DigestCommand.class,
          ExportCommand.class,
          ContractCommand.class,
          SchemasCommand.class,
          VerifyCommand.class,
          SimulateCommand.class,
          ModelCommand.class,
          BenchCommand.class,
          HelpCommand.class);

  private Quittance() {}

  /** Runs a command and exits with its status. */
  public static void main(String[] arguments) {
    ProcessText.begin();
    System.exit(run(arguments));
  }

  /** Runs a command and returns its exit status. */
  static int run(String... arguments) {
    try {
      ProcessText.requireDecoded(List.of(arguments), System.getenv());
      QuittanceHome.of(System.getenv());
    } catch (QuittanceException | IllegalStateException unusable) {
      return explain(unusable, new PrintWriter(System.err, true));
    }
    List<String> line = arguments.length == 0 ? List.of("help") : List.of(arguments);
    return commandLine(line).execute(line.toArray(String[]::new));
  }

  /** Returns the whole command line. */
  static CommandLine commandLine() {
    return commandLine(List.of());
  }

  /** Returns the command line as far as {@code line} needs it. */
  static CommandLine commandLine(List<String> line) {
    CommandLine root = new CommandLine(new Quittance());
    for (Class<?> kind : Subcommands.named(SUBCOMMANDS, line)) {
      if (kind == WalletCommand.class) {
        root.addSubcommand(
            WalletCommand.commandLine(line.isEmpty() ? line : line.subList(1, line.size())));
      } else {
        root.addSubcommand(kind);
      }
    }
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(Quittance::explainUsage)
        .setExecutionExceptionHandler(Quittance::explainFailure);
  }

  private static int explainUsage(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println("quittance: " + SafeText.line(mistake.getMessage()));
    command
        .getErr()
        .println(
            "Try './quittance help"
                + command.getCommandSpec().qualifiedName(" ").substring("quittance".length())
                + "'.");
    return USAGE;
  }

  private static int explainFailure(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    return explain(failure, command.getErr());
  }

  private static int explain(Exception failure, PrintWriter err) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    err.println("quittance: " + SafeText.line(message));
    if (failure instanceof QuittanceException known) {
      err.println(SafeText.line(known.advice()));
      return known.exitStatus();
    }
    return FAILED;
  }
}
