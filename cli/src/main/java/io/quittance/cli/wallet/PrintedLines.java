package io.quittance.cli.wallet;

import io.quittance.network.host.SafeText;
import java.io.PrintWriter;
import java.util.Locale;

/** Lines for a person, the same in every locale, and harmless to his terminal. */
final class PrintedLines {
  private final PrintWriter out;

  PrintedLines(PrintWriter out) {
    this.out = out;
  }

  void line(String format, Object... arguments) {
    out.println(SafeText.line(String.format(Locale.ROOT, format, arguments)).stripTrailing());
    out.flush();
  }

  /** A question, with the cursor left behind it for the answer. */
  void ask(String question) {
    out.print(SafeText.line(question) + " ");
    out.flush();
  }
}
