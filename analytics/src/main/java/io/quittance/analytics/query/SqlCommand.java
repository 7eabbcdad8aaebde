package io.quittance.analytics.query;

import io.quittance.analytics.function.Functions;
import io.quittance.analytics.table.TopicTable;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.TextFile;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.host.ProcessText;
import io.quittance.network.host.SafeText;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.NetworkTopics;
import io.quittance.network.option.RunningNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.util.ExceptionUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private static final String STANDARD_INPUT = "-";

  /** How the parser begins: what it found, and where. */
  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "(?:Encountered|Incorrect syntax near(?: the keyword)?) (\".*?\"|'.*?'|\\S+) (at line"
              + " \\d+, column \\d+)\\.?\\s.*",
          Pattern.DOTALL);

  private final Map<String, String> environment;
  private final InputStream input;

  @Parameters(
      arity = "0..*",
      paramLabel = "QUERY",
      description = {
        "named queries, or SELECT statements of your own, each in quotes; - reads them from"
            + " standard input, one a line: only the first takes long"
      })
  private List<String> queries = List.of();

  @Option(names = "--csv", description = "prints CSV, with all values in full")
  private boolean csv;

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

  @Mixin private RunningNetwork running;

  @Spec private CommandSpec spec;

  private SqlCommand(Map<String, String> environment, InputStream input) {
    this.environment = Map.copyOf(environment);
    this.input = input;
  }

  /** Runs a query and exits. */
  public static void main(String[] arguments) {
    ProcessText.begin();
    CommandLine command = commandLine(System.getenv(), System.in);
    int status;
    try {
      ProcessText.requireDecoded(List.of(arguments), System.getenv());
      TemporaryFiles files = TemporaryFiles.ofThisProcess();
      try {
        status = command.execute(arguments);
      } finally {
        files.close();
      }
    } catch (QuittanceException known) {
      status = explain(known, command, null);
    }
    System.exit(status);
  }

  static CommandLine commandLine(Map<String, String> environment, InputStream input) {
    return new CommandLine(new SqlCommand(environment, input))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setExecutionExceptionHandler(SqlCommand::explain);
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (queries.isEmpty() && !ddl) {
      list(out);
      return 0;
    }
    if (show) {
      queries.forEach(query -> out.println(named(query).sql()));
      return 0;
    }
    QuittanceHome home = QuittanceHome.of(environment);
    NetworkFile network = running.file(home);
    Properties client = running.kafka(home).client(network.bootstrapServers());
    if (ddl) {
      define(network, client, out);
      return 0;
    }
    List<String> statements = new ArrayList<>();
    for (String query : queries) {
      statements.add(query.equals(STANDARD_INPUT) ? query : statement(query, home));
    }
    NetworkTopics.checkReadable(network, running.kafka(home));
    SqlSession session = SqlSession.open(network, client);
    for (String statement : statements) {
      if (statement.equals(STANDARD_INPUT)) {
        converse(session, home);
      } else {
        answer(session, statement);
      }
    }
    return 0;
  }

  private void answer(SqlSession session, String statement) throws Exception {
    SqlSession.Result result = session.query(statement);
    PrintWriter out = spec.commandLine().getOut();
    out.print(csv ? ResultText.csv(result) : ResultText.table(result));
    out.flush();
    if (!result.complete()) {
      spec.commandLine()
          .getErr()
          .printf(Locale.ROOT, "These are the first %,d rows.%n", SqlSession.MAX_ROWS);
    }
  }

  /** Answers what is typed until the input ends; what is wrong with a query ends nothing. */
  private void converse(SqlSession session, QuittanceHome home) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    for (String line = prompt(lines); line != null; line = prompt(lines)) {
      String query = TextFile.withoutMark(line).strip().replaceFirst("\\s*;$", "");
      try {
        if (!query.isEmpty()) {
          answer(session, statement(query, home));
        }
      } catch (ParameterException wrong) {
        err.println(wrong.getMessage());
      } catch (Exception failure) {
        explain(failure, spec.commandLine(), null);
      }
    }
  }

  private String prompt(BufferedReader lines) throws IOException {
    if (System.console() != null) {
      spec.commandLine().getErr().print("sql> ");
      spec.commandLine().getErr().flush();
    }
    return lines.readLine();
  }

  private String statement(String query, QuittanceHome home) {
    return query.contains(" ") ? query : named(query).sql(auditorKey(home));
  }

  private static void define(NetworkFile network, Properties client, PrintWriter out)
      throws QuittanceException {
    // What is printed is pasted, mailed and committed.
    client.replaceAll((name, value) -> KafkaSettings.isSecret(name.toString()) ? "***" : value);
    TopicTable.all().forEach(table -> out.println(table.definition(client, false) + ";\n"));
    out.println(SqlSession.assets(network) + ";\n");
    Functions.definitions().forEach(function -> out.println(function + ";"));
  }

  private Path auditorKey(QuittanceHome home) {
    return (auditorKey == null ? home.auditorFile() : auditorKey).toAbsolutePath();
  }

  private NamedQuery named(String query) {
    return NamedQuery.named(query)
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
    out.println("For example: ./quittance sql transfers latency");
    out.println("        or:  ./quittance sql -        (and then type one query after another)");
    out.println(
        "        or:  ./quittance sql \"SELECT event, COUNT(*) FROM settlements GROUP BY event\"");
  }

  /**
   * Takes away all that the parser would have understood instead, which may be a thousand words.
   */
  private static String withoutWords(String message) {
    Matcher unexpected = UNEXPECTED.matcher(message);
    return unexpected.matches()
        ? unexpected.group(1) + " was not expected " + unexpected.group(2)
        : message.strip();
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
    boolean noSql = ExceptionUtils.findThrowable(failure, SqlParserException.class).isPresent();
    String sentence = noSql ? "The query is no SQL: " + withoutWords(message) : message.strip();
    command.getErr().println("quittance: " + SafeText.line(sentence));
    if (failure instanceof QuittanceException known) {
      command.getErr().println(known.advice());
      return known.exitStatus();
    }
    return FAILED;
  }
}
