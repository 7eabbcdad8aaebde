package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admissions;
import io.quittance.ledger.admission.AdvisedCommand;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.submission.CommandReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges commands by the ledger's admission: signatures, keys and proofs. */
final class LedgerAdmitter implements Admitter {
  private final Admission admission;
  private final VerdictRecords records;

  private LedgerAdmitter(LedgerSetup ledger) {
    this.admission = new Admission(ledger.network(), ledger.proofVerifier());
    this.records = new VerdictRecords(ledger.receiptSigner());
  }

  @Override
  public Verdicts admit(List<AddressedRecord> commands) {
    List<AdvisedCommand> advised = new ArrayList<>(commands.size());
    for (AddressedRecord command : commands) {
      advised.add(new AdvisedCommand(CommandReader.reread(command.submission()), command.advice()));
    }
    Admissions admissions = admission.admitAdvised(advised);
    List<Optional<Refusal>> rejections = new ArrayList<>(commands.size());
    for (Verdict verdict : admissions.verdicts()) {
      rejections.add(
          verdict instanceof Verdict.Refused refused
              ? Optional.of(records.refusal(refused.rejection()))
              : Optional.empty());
    }
    return new Verdicts(
        rejections,
        admissions.proofs(),
        admissions.bisections(),
        admissions.squareRoots(),
        admissions.overruled());
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
