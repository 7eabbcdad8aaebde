package io.quittance.jobs.settlement;

import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admissions;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.submission.CommandReader;
import io.quittance.ledger.submission.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges commands by the ledger's admission: signatures, keys and proofs. */
final class LedgerAdmitter implements Admitter {
  private final Admission admission;
  private final VerdictRecords records;

  private LedgerAdmitter(LedgerSetup ledger) {
    this.admission = new Admission(ledger.network(), ledger.proofVerifier());
    this.records = new VerdictRecords(ledger.network().name(), ledger.operatorKey());
  }

  @Override
  public Verdicts admit(List<AddressedRecord> commands) {
    List<Reading.Read> read = new ArrayList<>(commands.size());
    for (AddressedRecord command : commands) {
      read.add(CommandReader.reread(command.submission()));
    }
    Admissions admissions = admission.admit(read);
    List<Optional<Refusal>> rejections = new ArrayList<>(commands.size());
    for (Verdict verdict : admissions.verdicts()) {
      rejections.add(
          verdict instanceof Verdict.Refused refused
              ? Optional.of(records.refusal(refused.rejection()))
              : Optional.empty());
    }
    return new Verdicts(rejections, admissions.proofs(), admissions.bisections());
  }

  /** Makes the admitter where the operator runs. */
  record Factory(LedgerSetup ledger) implements Admitter.Factory {
    private static final long serialVersionUID = 1L;

    @Override
    public Admitter create() {
      return new LedgerAdmitter(ledger);
    }
  }
}
