package io.quittance.audit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.audit.vectors.Judgement.Finding;
import io.quittance.verifier.batch.Verdict;

/** Judges one kind of case. */
@FunctionalInterface
interface VectorJudge {
  /** A finding and why. */
  record Opinion(Finding finding, String reason) {
    static Opinion accept() {
      return new Opinion(Finding.ACCEPT, "");
    }

    static Opinion reject(String reason) {
      return new Opinion(Finding.REJECT, reason);
    }

    static Opinion skipped(String reason) {
      return new Opinion(Finding.SKIPPED, reason);
    }

    static Opinion of(Verdict verdict) {
      return verdict instanceof Verdict.Rejected rejected ? reject(rejected.reason()) : accept();
    }
  }

  Opinion judge(JsonNode node);
}
