package io.quittance.jobs.cli;

import io.quittance.jobs.audit.Audit;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks an operator's books. */
@Command(
    name = "audit",
    description = {
      "Verifies every signature and every proof in the commands topic again, runs the ledger again,"
          + " and compares receipts, settled events, balances and supply with what it finds.",
      "Trusts nobody and needs no secret. Exit status 0 only if all agrees."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private static final int DIFFERENCES_SHOWN = 20;

  @Mixin private RunningNetwork network;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Audit.Report report = Audit.of(network.file(), network.kafka());
    PrintWriter out = spec.commandLine().getOut();
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
        "%,d settled events, %,d receipts and %,d balances compared; %,d events still to come.%n",
        report.published(),
        report.receipts(),
        report.accounts(),
        report.pending());
    report.differences().stream()
        .limit(DIFFERENCES_SHOWN)
        .forEach(difference -> out.println("DIFFERENCE: " + difference + "."));
    out.println(
        report.agrees()
            ? "The books agree with the logs."
            : "The books do NOT agree with the logs: "
                + report.differences().size()
                + " differences.");
    out.flush();
    return report.agrees() ? Quittance.OK : Quittance.FAILED;
  }
}
