package io.quittance.jobs.cli;

import io.quittance.jobs.audit.Audit;
import io.quittance.jobs.audit.AuditOptions;
import io.quittance.jobs.audit.Difference;
import io.quittance.jobs.audit.Report;
import io.quittance.jobs.log.ExportedLogs;
import io.quittance.jobs.log.KafkaLogs;
import io.quittance.jobs.log.Logs;
import io.quittance.jobs.progress.Progress;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.network.NetworkFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks an operator's books. */
@Command(
    name = "audit",
    description = {
      "Verifies every signature and every proof in the commands topic again, runs the ledger again,"
          + " and compares receipts, settled events, balances and supply with what it finds.",
      "Trusts nobody and needs no secret. Exit status 0 only if all agrees.",
      "With an auditor's key it also writes what was paid, decrypted from what the ledger moved."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private static final int DIFFERENCES_SHOWN = 20;

  @Mixin private RunningNetwork network;

  @Option(
      names = "--from",
      paramLabel = "DIRECTORY",
      description = "read what ./quittance export has written there instead of a cluster")
  private Path exported;

  @Option(
      names = "--state",
      paramLabel = "DIRECTORY",
      description = {
        "keep there how far the audit is: an audit that was interrupted goes on, and the next one"
            + " reads only what is new"
      })
  private Path state;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many threads verify signatures and proofs (default: all processors)")
  private Integer threads;

  @Mixin private StatementOptions statement;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    AuditOptions options = options();
    Report report;
    if (exported == null) {
      try (Logs logs = new KafkaLogs(network.file().bootstrapServers(), network.kafka())) {
        report = audit(logs, network.file(), options);
      }
    } else {
      try (ExportedLogs logs = ExportedLogs.open(exported)) {
        report = audit(logs, networkOf(logs), options);
      }
    }
    print(report, spec.commandLine().getOut());
    return report.agrees() ? Quittance.OK : Quittance.FAILED;
  }

  private Report audit(Logs logs, NetworkFile file, AuditOptions options) throws WalletException {
    try (Statements statements = statement.begin(file)) {
      Report report = Audit.of(logs, file, options.withEvents(statements));
      statements.finish(spec.commandLine().getOut());
      return report;
    }
  }

  /** The network's file that the auditor names counts, not the one that the operator exported. */
  private NetworkFile networkOf(ExportedLogs logs) throws WalletException {
    return network.isNamed() ? network.file() : logs.network();
  }

  private AuditOptions options() {
    try {
      AuditOptions options =
          AuditOptions.plain().withProgress(new Progress(System.err, Terminal.isTerminal()));
      options = threads == null ? options : options.withThreads(threads);
      return state == null ? options : options.withState(state);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void print(Report report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d commands judged again: %,d accepted, %,d repeated, %,d rejected, %,d waiting.%n",
        report.commands(),
        report.accepted(),
        report.repeated(),
        report.rejected(),
        report.waiting());
    out.printf(
        Locale.ROOT,
        "%,d settled events, %,d receipts, %,d rejections and %,d balances compared.%n",
        report.published(),
        report.receipts(),
        report.rejections(),
        report.accounts());
    if (report.pending() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d events still to come: those of the commands at %s%s.%n",
          report.pending(),
          String.join(", ", report.stillToCome()),
          report.pending() > report.stillToCome().size() ? " and others" : "");
    }
    if (report.copies() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d events stand there again, byte for byte, and count once: the operator has gone back"
              + " to an older savepoint.%n",
          report.copies());
    }
    OrderLines.of(report.orders()).forEach(out::println);
    Iterator<Difference> shown = report.differences().stream().limit(DIFFERENCES_SHOWN).iterator();
    for (String label = "FIRST DIFFERENCE"; shown.hasNext(); label = "DIFFERENCE") {
      print(label, shown.next(), out);
    }
    out.println(
        report.agrees()
            ? "The books agree with the logs."
            : "The books do NOT agree with the logs: " + report.found() + " differences.");
    out.flush();
  }

  private static void print(String label, Difference difference, PrintWriter out) {
    out.printf(
        "%s at %s (%s)%n  about     %s%n  expected  %s%n  found     %s%n",
        label,
        difference.where(),
        difference.when(),
        difference.what(),
        difference.expected(),
        difference.found());
  }
}
