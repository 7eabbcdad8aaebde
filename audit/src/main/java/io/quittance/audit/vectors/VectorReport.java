package io.quittance.audit.vectors;

import java.io.PrintWriter;
import java.util.stream.Stream;

/** Prints judgements as they come and counts them. */
public final class VectorReport {
  private final PrintWriter out;
  private int agreeing;
  private int disagreeing;
  private int skipped;

  /** Makes a report that prints to {@code out}. */
  public VectorReport(PrintWriter out) {
    this.out = out;
  }

  /** Adds the judgements of one file. */
  public void add(Stream<Judgement> judgements) {
    judgements.forEach(
        judgement -> {
          out.println(judgement.line());
          if (judgement.isSkipped()) {
            skipped++;
          } else if (judgement.agrees()) {
            agreeing++;
          } else {
            disagreeing++;
          }
        });
  }

  /** Prints the last line. */
  public void summary() {
    out.println(agreeing + " agree, " + disagreeing + " disagree, " + skipped + " skipped");
    out.flush();
  }

  /** Returns whether no verdict differs from the stated one. */
  public boolean agrees() {
    return disagreeing == 0;
  }
}
