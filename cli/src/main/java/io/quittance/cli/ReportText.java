package io.quittance.cli;

import io.quittance.audit.Difference;
import io.quittance.audit.Report;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Locale;

/** What an audit found, in words. */
final class ReportText {
  private static final int DIFFERENCES_SHOWN = 20;
  private static final int WARNINGS_SHOWN = 5;

  private ReportText() {}

  static void print(Report report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d commands judged again: %,d accepted, %,d repeated, %,d rejected.%n",
        report.commands().judged(),
        report.commands().accepted(),
        report.commands().repeated(),
        report.commands().rejected());
    out.printf(
        Locale.ROOT,
        "%,d entries counted, %,d on their way.%n",
        report.entries().counted(),
        report.entries().onTheirWay());
    out.printf(
        Locale.ROOT,
        "%,d settled events, %,d receipts, %,d rejections and %,d balances compared.%n",
        report.published().events(),
        report.published().receipts(),
        report.published().rejections(),
        report.published().balances());
    if (report.published().totals() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d encrypted totals of windows summed again.%n",
          report.published().totals());
    }
    if (report.published().pending() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d events still to come: those of the commands at %s%s.%n",
          report.published().pending(),
          String.join(", ", report.published().stillToCome()),
          report.published().pending() > report.published().stillToCome().size()
              ? " and others"
              : "");
    }
    if (report.published().copies() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d events stand there again, byte for byte, and count once: the operator has gone back"
              + " to an older savepoint.%n",
          report.published().copies());
    }
    OrderLines.of(report.orders()).forEach(out::println);
    Iterator<Difference> shown = report.differences().stream().limit(DIFFERENCES_SHOWN).iterator();
    for (String label = "FIRST DIFFERENCE"; shown.hasNext(); label = "DIFFERENCE") {
      print(label, shown.next(), out);
    }
    report.warnings().stream()
        .limit(WARNINGS_SHOWN)
        .forEach(warning -> out.printf("WARNING at %s%n", warning));
    if (report.warned() > WARNINGS_SHOWN) {
      out.printf(Locale.ROOT, "%,d warnings in all.%n", report.warned());
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
