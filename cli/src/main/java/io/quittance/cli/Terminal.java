package io.quittance.cli;

import io.quittance.network.host.ProcessText;
import java.io.PrintStream;

/** Whether a person is watching; the launcher knows, Java cannot tell on every version. */
final class Terminal {
  private static final String PROPERTY = "quittance.terminal";

  private Terminal() {}

  static boolean isTerminal() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** Standard output: where a person is watching, for pictures that move the cursor. */
  static PrintStream out() {
    return isTerminal() ? ProcessText.drawingOut() : System.out;
  }

  /** Standard error, likewise. */
  static PrintStream err() {
    return isTerminal() ? ProcessText.drawingErr() : System.err;
  }
}
