package io.quittance.jobs.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.submission.CommandReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.batch.BatchVerifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the ledger again over the two logs that every verdict is a function of.
 *
 * <p>All credits come first, then all commands: verdicts do not depend on how the logs are
 * interleaved, and this way no command has to wait for a credit that is there.
 */
final class Replay {
  /** Commands whose proofs are verified together. */
  private static final int BATCH = 256;

  private final CommandReader reader;
  private final Admission admission;
  private final Map<AccountId, MemoryAccountStore> stores = new LinkedHashMap<>();
  private final List<Reading.Read> batch = new ArrayList<>();
  private final Verdicts verdicts = new Verdicts();

  Replay(Network network, BatchVerifier verifier) {
    this.reader = new CommandReader(network.commandPartitions());
    this.admission = new Admission(network, verifier);
  }

  /** Counts the credit that a settled event is, if it is one. */
  void settled(Settled event) {
    Optional<Credit> credit = Credit.of(event);
    credit.ifPresent(known -> Settlement.onCredit(store(known.payee()), known, verdicts));
  }

  /** Judges the next record of the commands topic; those of a partition come in their order. */
  void command(Position position, byte[] key, byte[] value) {
    verdicts.commands++;
    Reading reading = reader.read(Submission.of(position, key, value));
    if (reading instanceof Reading.Unreadable unreadable) {
      verdicts.rejected(unreadable.rejection());
    } else if (reading instanceof Reading.Read read) {
      batch.add(read);
      if (batch.size() >= BATCH) {
        settleBatch();
      }
    }
  }

  /** Judges what is left and returns all that was found. */
  Verdicts finish() {
    settleBatch();
    return verdicts;
  }

  /** Returns the accounts as they are now. */
  List<Account> accounts() {
    return stores.values().stream().flatMap(store -> store.account().stream()).toList();
  }

  private void settleBatch() {
    if (batch.isEmpty()) {
      return;
    }
    for (Verdict verdict : admission.admit(batch).verdicts()) {
      if (verdict instanceof Admitted admitted) {
        Settlement.onCommand(store(admitted.command().account()), admitted, verdicts);
      } else if (verdict instanceof Verdict.Refused refused) {
        verdicts.rejected(refused.rejection());
      }
    }
    batch.clear();
  }

  private MemoryAccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, id -> new MemoryAccountStore());
  }

  /** What the ledger says when it is run again. */
  static final class Verdicts implements Output {
    private final Map<CommandId, byte[]> events = new LinkedHashMap<>();
    private final Map<Position, Receipt> receipts = new LinkedHashMap<>();
    private long commands;
    private long accepted;
    private long repeated;
    private long rejected;
    private long waiting;

    long commands() {
      return commands;
    }

    long accepted() {
      return accepted;
    }

    long repeated() {
      return repeated;
    }

    long rejections() {
      return rejected;
    }

    long waiting() {
      return waiting;
    }

    /** The events that must stand in the settlements topic, encoded, by their ids. */
    Map<CommandId, byte[]> events() {
      return events;
    }

    /** The receipt due for the submission at a position, if any. */
    Optional<Receipt> receipt(Position position) {
      return Optional.ofNullable(receipts.get(position));
    }

    @Override
    public void accepted(Receipt receipt, Settled event) {
      accepted++;
      receipts.put(Position.of(receipt.getPosition()), receipt);
      events.put(CommandId.of(event.getEventId()), SingleObject.encode(event));
    }

    @Override
    public void repeated(Receipt receipt) {
      repeated++;
    }

    @Override
    public void rejected(Rejection rejection) {
      rejected++;
      rejection
          .receipt()
          .ifPresent(receipt -> receipts.put(rejection.submission().position(), receipt));
    }

    @Override
    public void waiting(int change) {
      waiting += change;
    }

    @Override
    public void balance(Account account) {
      // The accounts are read when all is done.
    }

    @Override
    public void credited() {
      // Credits that are missing show as commands that wait and as events that were not published.
    }

    @Override
    public void creditDropped() {
      // An event that stands twice is found where the topic is compared.
    }
  }
}
