package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.EntryCheck;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.statement.JournalStatements;
import io.quittance.ledger.statement.JournalStatements.Standing;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.batch.BatchVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a journal by the ledger alone, and says of each record what came of it: its outcomes, and
 * a hash of all that was said and of what the account is behind it.
 */
final class JournalJudge implements Output {
  private static final int HASH_BYTES = 8;

  private final JournalStatements statements;
  private final JournalReader reader;
  private final Admission admission;
  private final EntryCheck entries;
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();
  private StringBuilder outcomes = new StringBuilder();
  private MessageDigest said = sha256();

  JournalJudge(StatementChain chain, int partitions) {
    ProofVerifier verifier = ProofVerifier.of(new BatchVerifier(new SecureRandom()));
    statements = new JournalStatements(chain);
    reader = new JournalReader(partitions);
    admission = new Admission(chain::network, verifier);
    entries =
        new EntryCheck(
            chain.identity().id(), version -> chain.version(version).operator(), verifier);
  }

  /** Returns what came of a record; those of a partition come in their order. */
  String judge(LogRecord record) {
    outcomes = new StringBuilder();
    said = sha256();
    Position position = new Position(record.partition(), record.offset(), record.timestampMillis());
    Standing standing =
        statements.read(
            record.partition(), record.offset(), record.timestampMillis(), record.value());
    if (standing instanceof Standing.Stamped stamped) {
      judge(Submission.of(position, record.key(), record.value(), stamped.stamp()));
    } else {
      outcome(standing.getClass().getSimpleName());
    }
    return outcomes + " " + HexFormat.of().formatHex(said.digest(), 0, HASH_BYTES);
  }

  private void judge(Submission submission) {
    Reading reading = reader.read(submission);
    if (reading instanceof Reading.Unreadable unreadable) {
      rejected(unreadable.rejection());
    } else if (reading instanceof Reading.ReadEntry read) {
      Optional<Rejection> forged = entries.judge(List.of(read)).get(0);
      forged.ifPresentOrElse(
          this::rejected, () -> Settlement.onEntry(store(read.entry().payee()), read, this));
    } else {
      Verdict verdict = admission.admit(List.of((Reading.Read) reading)).verdicts().get(0);
      if (verdict instanceof Admitted admitted) {
        Settlement.onCommand(store(admitted.command().account()), admitted, this);
      } else {
        rejected(((Verdict.Refused) verdict).rejection());
      }
    }
  }

  private MemoryAccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, any -> new MemoryAccountStore());
  }

  private void outcome(String outcome) {
    outcomes.append(outcomes.isEmpty() ? "" : "+").append(outcome);
    said.update(outcome.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    outcome("ACCEPTED:" + event.getEvent().getClass().getSimpleName());
    said.update(SingleObject.encode(receipt));
    said.update(SingleObject.encode(event));
  }

  @Override
  public void entry(Entry entry) {
    outcome("ENTRY");
    said.update(entry.payload().toBytes());
  }

  @Override
  public void repeated(Receipt receipt) {
    outcome("REPEATED");
    said.update(SingleObject.encode(receipt));
  }

  @Override
  public void rejected(Rejection rejection) {
    outcome(rejection.reason().code().name());
    rejection.receipt().ifPresent(receipt -> said.update(SingleObject.encode(receipt)));
  }

  @Override
  public void credited(Receipt receipt, Entry entry, Credit credit) {
    outcome("CREDITED");
    said.update(SingleObject.encode(receipt));
  }

  @Override
  public void entryDropped() {
    outcome("DROPPED");
  }

  @Override
  public void balance(Account account) {
    said.update(SingleObject.encode(AccountRecords.toState(account)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
