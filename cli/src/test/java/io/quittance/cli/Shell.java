package io.quittance.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs commands as the launcher does and keeps what they print. */
final class Shell {
  final int status;
  final String out;
  final String err;

  private Shell(int status, String out, String err) {
    this.status = status;
    this.out = out;
    this.err = err;
  }

  static Shell run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands =
        Quittance.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new Shell(commands.execute(arguments), out.toString(), err.toString());
  }

  String lastLine() {
    return out.lines().reduce((first, second) -> second).orElse("");
  }
}
