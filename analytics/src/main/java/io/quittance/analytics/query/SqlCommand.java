package io.quittance.analytics.query;

import io.quittance.analytics.function.Functions;
import io.quittance.analytics.table.TopicTable;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.client.KafkaSettings;
import io.quittance.wallet.network.NetworkFile;
import io.quittance.wallet.network.QuittanceHome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.util.ExceptionUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of analysts. */
@Command(
    name = "quittance sql",
    description = {
      "Queries the topics of a running network with Flink SQL.",
      "Without a query it lists those there are, and the tables."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class SqlCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  private final Map<String, String> environment;

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "one of the named queries, or a SELECT statement of your own")
  private String query;

  @Option(
      names = "--show",
      description = "prints the named query instead of running it, to change it to your taste")
  private boolean show;

  @Option(
      names = "--ddl",
      description = "prints the statements that define the tables, for a Flink cluster of your own")
  private boolean ddl;

  @Option(
      names = "--auditor-key",
      paramLabel = "FILE",
      description = "for totals: the auditor's key (default: auditor.json in $QUITTANCE_HOME)")
  private Path auditorKey;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "the network's file (default: network.json in $QUITTANCE_HOME)")
  private Path networkFile;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "the broker (default: the one in the network's file)")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Kafka's client settings, TLS and SASL among them (default: kafka.properties in"
              + " $QUITTANCE_HOME, where there is one)")
  private Path kafkaFile;

  @Spec private CommandSpec spec;

  /** The command with these environment variables. */
  public SqlCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Runs a query and exits. */
  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new SqlCommand(environment))
        .setExecutionExceptionHandler(SqlCommand::explain);
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (query == null && !ddl) {
      list(out);
      return 0;
    }
    if (show) {
      out.println(named().sql());
      return 0;
    }
    QuittanceHome home = QuittanceHome.of(environment);
    NetworkFile network = network(home);
    KafkaSettings kafka =
        kafkaFile == null ? KafkaSettings.in(home) : KafkaSettings.load(kafkaFile);
    Properties client = kafka.client(network.bootstrapServers());
    if (ddl) {
      define(network, client, out);
      return 0;
    }
    String sql = query.contains(" ") ? query : named().sql(auditorKey(home));
    SqlSession.Result result = SqlSession.open(network, client).query(sql);
    out.println(ResultText.of(result));
    if (!result.complete()) {
      out.printf(Locale.ROOT, "These are the first %,d rows.%n", SqlSession.MAX_ROWS);
    }
    return 0;
  }

  private static void define(NetworkFile network, Properties client, PrintWriter out)
      throws WalletException {
    // What is printed is pasted, mailed and committed.
    client.replaceAll((name, value) -> KafkaSettings.isSecret(name.toString()) ? "***" : value);
    TopicTable.all().forEach(table -> out.println(table.definition(client, false) + ";\n"));
    out.println(SqlSession.assets(network) + ";\n");
    Functions.definitions().forEach(function -> out.println(function + ";"));
  }

  private Path auditorKey(QuittanceHome home) {
    return (auditorKey == null ? home.auditorFile() : auditorKey).toAbsolutePath();
  }

  private NetworkFile network(QuittanceHome home) throws WalletException {
    NetworkFile network = NetworkFile.load(networkFile == null ? home.networkFile() : networkFile);
    return bootstrapServers == null ? network : network.withBootstrapServers(bootstrapServers);
  }

  private NamedQuery named() {
    return NamedQuery.named(query == null ? "" : query)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "There is no query "
                        + query
                        + ": choose "
                        + NamedQuery.all().stream()
                            .map(NamedQuery::name)
                            .collect(Collectors.joining(", "))
                        + ", or give a SELECT statement in quotes."));
  }

  private static void list(PrintWriter out) {
    out.println("Queries:");
    for (NamedQuery named : NamedQuery.all()) {
      out.printf(Locale.ROOT, "  %-16s %s%n", named.name(), named.description());
    }
    out.printf(
        "Tables: %s, assets.%n",
        TopicTable.all().stream().map(TopicTable::name).collect(Collectors.joining(", ")));
    out.println("For example: ./quittance sql transfers");
    out.println(
        "        or:  ./quittance sql \"SELECT event, COUNT(*) FROM settlements GROUP BY event\"");
  }

  /** One sentence: the planner wraps what is wrong in several layers. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message =
        cause.getMessage() == null ? ExceptionUtils.stringifyException(cause) : cause.getMessage();
    command.getErr().println("quittance: " + message.strip());
    if (failure instanceof WalletException known) {
      command.getErr().println(known.advice());
      return known.exitStatus();
    }
    return FAILED;
  }
}
