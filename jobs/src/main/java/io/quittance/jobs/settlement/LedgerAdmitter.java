package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admissions;
import io.quittance.ledger.admission.AdvisedCommand;
import io.quittance.ledger.admission.EntryCheck;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Judges commands by the ledger's admission, and whether entries are the operator's. */
final class LedgerAdmitter implements Admitter {
  private final Admission admission;
  private final EntryCheck entries;
  private final VerdictRecords records;

  private LedgerAdmitter(LedgerSetup ledger) {
    ReceiptSigner signer = ledger.receiptSigner();
    ProofVerifier verifier = ledger.proofVerifier();
    StatementChain statements = ledger.statements();
    this.admission = new Admission(statements::network, verifier);
    this.entries =
        new EntryCheck(
            statements.identity().id(),
            version -> statements.version(version).operator(),
            verifier);
    this.records = new VerdictRecords(signer);
  }

  @Override
  public Verdicts admit(List<AddressedRecord> batch) {
    List<Integer> placesOfCommands = new ArrayList<>(batch.size());
    List<AdvisedCommand> commands = new ArrayList<>(batch.size());
    List<Integer> placesOfEntries = new ArrayList<>(batch.size());
    List<Reading.ReadEntry> read = new ArrayList<>(batch.size());
    List<Reading> readings = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Reading reading = JournalReader.reread(batch.get(i).submission());
      readings.add(reading);
      if (reading instanceof Reading.Read command) {
        placesOfCommands.add(i);
        commands.add(new AdvisedCommand(command, batch.get(i).advice()));
      } else {
        placesOfEntries.add(i);
        read.add((Reading.ReadEntry) reading);
      }
    }
    List<Optional<Refusal>> refusals =
        new ArrayList<>(Collections.nCopies(batch.size(), Optional.empty()));
    Admissions admissions = admission.admitAdvised(commands);
    for (int j = 0; j < commands.size(); j++) {
      if (admissions.verdicts().get(j) instanceof Verdict.Refused refused) {
        refuse(refusals, placesOfCommands.get(j), refused.rejection());
      }
    }
    List<Optional<Rejection>> forged = entries.judge(read);
    for (int j = 0; j < read.size(); j++) {
      int place = placesOfEntries.get(j);
      forged.get(j).ifPresent(rejection -> refuse(refusals, place, rejection));
    }
    return new Verdicts(
        readings,
        refusals,
        admissions.proofs(),
        admissions.bisections(),
        admissions.squareRoots(),
        admissions.overruled());
  }

  private void refuse(List<Optional<Refusal>> refusals, int place, Rejection rejection) {
    refusals.set(place, Optional.of(records.refusal(rejection)));
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
