package io.quittance.cli;

/** Whether a person is watching; the launcher knows, Java cannot tell on every version. */
final class Terminal {
  private static final String PROPERTY = "quittance.terminal";

  private Terminal() {}

  static boolean isTerminal() {
    return Boolean.getBoolean(PROPERTY);
  }
}
