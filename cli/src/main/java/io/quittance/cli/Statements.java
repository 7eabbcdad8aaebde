package io.quittance.cli;

import io.quittance.audit.AcceptedEvents;
import io.quittance.audit.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.settlement.Settled;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The statements being written, one for each asset whose auditor's key was given. */
record Statements(List<Statement> all) implements AcceptedEvents, AutoCloseable {
  @Override
  public void accepted(Settled event, boolean published) throws QuittanceException {
    for (Statement statement : all) {
      statement.accepted(event, published);
    }
  }

  /** Puts the files in their places and says where they are. */
  void finish(PrintWriter out) throws QuittanceException {
    for (Statement statement : all) {
      statement.finish();
      out.printf(
          Locale.ROOT,
          "%,d lines in %s and %s.%n",
          statement.lines(),
          statement.csvFile(),
          statement.avroFile());
    }
  }

  @Override
  public void close() throws QuittanceException {
    for (Statement statement : all) {
      statement.close();
    }
  }
}
