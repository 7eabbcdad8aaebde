package io.quittance.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.AdvisedCommand;
import io.quittance.ledger.admission.EntryCheck;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.settlement.Supply;
import io.quittance.ledger.statement.JournalStatements;
import io.quittance.ledger.statement.JournalStatements.Standing;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Reason;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.DecodingAdvice;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Runs the ledger again over the one log that every verdict is a function of.
 *
 * <p>Verdicts depend only on the order within a partition. Signatures and proofs are verified by
 * several threads, a batch each; the ledger takes the batches in their order.
 */
final class Replay implements Output {
  /** Commands whose proofs are verified together. */
  private static final int BATCH = 256;

  private final JournalStatements statements;
  private final Differences differences;
  private final Warnings warnings;
  private final JournalReader reader;
  private final Admission admission;
  private final ExecutorService verifiers;
  private final int batchesAhead;
  private final AuditStore store;
  private final Counts counts;
  private final EventBook events;
  private final EntryBook entries;
  private final VerdictBook verdicts;
  private final EntryCheck entryCheck;
  private final Deque<CompletableFuture<List<Judged>>> underway = new ArrayDeque<>();
  private final Map<AssetId, Supply> supplies = new HashMap<>();
  private List<Read> batch = new ArrayList<>();

  /** A record as it was read, and what helps to verify it. */
  private record Read(Reading reading, DecodingAdvice advice) {}

  /** What becomes of a record that was read: it is admitted, or why not. */
  private sealed interface Judged {
    /** A command. */
    record OfCommand(Verdict verdict) implements Judged {}

    /** An entry, and why it is not the operator's. */
    record OfEntry(Reading.ReadEntry read, Optional<Rejection> forged) implements Judged {}
  }

  Replay(
      StatementChain network,
      Differences differences,
      Warnings warnings,
      ExecutorService verifiers,
      int threads,
      AuditStore store,
      Counts counts,
      EventBook events,
      EntryBook entries,
      VerdictBook verdicts) {
    this.statements = new JournalStatements(network);
    this.differences = differences;
    this.warnings = warnings;
    this.reader = new JournalReader(network.latest().partitions());
    ProofVerifier verifier = ProofVerifier.of(new BatchVerifier(new SecureRandom()));
    this.admission = new Admission(network::network, verifier);
    this.entryCheck =
        new EntryCheck(
            network.identity().id(), version -> network.version(version).operator(), verifier);
    this.verifiers = verifiers;
    this.batchesAhead = 2 * threads;
    this.store = store;
    this.counts = counts;
    this.events = events;
    this.entries = entries;
    this.verdicts = verdicts;
  }

  /** Returns what the ledger has issued and redeemed, by asset; the caller may put what it was. */
  Map<AssetId, Supply> supplies() {
    return supplies;
  }

  /** Returns by which statement each partition is judged; the caller may put where it was. */
  JournalStatements statements() {
    return statements;
  }

  /**
   * Judges the next record of the journal; those of a partition come in their order.
   *
   * @throws QuittanceException if it is a statement that cannot be judged by
   */
  void record(ConsumerRecord<byte[], byte[]> record) throws QuittanceException {
    Position position = new Position(record.partition(), record.offset(), record.timestamp());
    Standing standing =
        statements.read(record.partition(), record.offset(), record.timestamp(), record.value());
    if (standing instanceof Standing.Stamped stamped) {
      judge(record, Submission.of(position, record.key(), record.value(), stamped.stamp()));
      return;
    }
    Submission unread = Submission.of(position, record.key(), record.value());
    if (standing instanceof Standing.Ignored ignored) {
      ignored.fork().ifPresent(fork -> told(new Place(Topics.JOURNAL.name(), position), fork));
      rejected(Rejection.unread(unread, wrong(ignored.explanation())));
    } else if (standing instanceof Standing.Unfounded unfounded) {
      rejected(Rejection.unread(unread, unfounded.reason()));
    } else if (standing instanceof Standing.Ahead ahead) {
      throw QuittanceException.failure(
          "Statement " + ahead.version() + " stands in the journal, and not in the network's file.",
          "Name the network's present file with --network.");
    } else if (standing instanceof Standing.UnknownRules rules) {
      throw QuittanceException.failure(
          "Statement " + rules.version() + " asks for rule set " + rules.ruleSet() + ".",
          "Use a version of Quittance that knows these rules.");
    }
  }

  /**
   * Whoever is in office has said two things: the books are not the only ones there may be. A
   * former authority's key says nothing of the books, and may be anybody's by now: if it spoiled
   * audits, whoever found it could spoil them for ever.
   */
  private void told(Place place, JournalStatements.Fork fork) {
    if (fork.former()) {
      warnings.add(
          place,
          "Another statement "
              + fork.version()
              + " is signed with key "
              + fork.signer()
              + ", which was the authority's until it was replaced, before this place. Its holder"
              + " signed both, or lost the key: it should have been destroyed.");
    } else {
      differences.add(
          place,
          "a statement",
          "the one of its version in the network's file",
          "another one that the authority signed");
    }
  }

  private static Reason wrong(String explanation) {
    return new Reason(RejectionCode.WRONG_STATEMENT, explanation);
  }

  private void judge(ConsumerRecord<byte[], byte[]> record, Submission submission) {
    Reading reading = reader.read(submission);
    if (!(reading instanceof Reading.ReadEntry)) {
      counts.add(Counts.COMMANDS, 1);
    }
    if (reading instanceof Reading.Unreadable unreadable) {
      rejected(unreadable.rejection());
    } else {
      batch.add(new Read(reading, advice(record)));
      if (batch.size() >= BATCH) {
        verifyBatch();
      }
    }
  }

  private static DecodingAdvice advice(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(CommandHeaders.DECODING_ADVICE);
    return header == null || header.value() == null
        ? DecodingAdvice.NONE
        : DecodingAdvice.of(header.value());
  }

  /** Judges all that was read so far. */
  void finish() {
    verifyBatch();
    while (!underway.isEmpty()) {
      settle(underway.remove().join());
    }
  }

  private void verifyBatch() {
    if (!batch.isEmpty()) {
      List<Read> whole = batch;
      batch = new ArrayList<>();
      underway.add(CompletableFuture.supplyAsync(() -> judge(whole), verifiers));
    }
    while (underway.size() > batchesAhead) {
      settle(underway.remove().join());
    }
  }

  private List<Judged> judge(List<Read> whole) {
    List<AdvisedCommand> commands = new ArrayList<>();
    List<Reading.ReadEntry> read = new ArrayList<>();
    for (Read one : whole) {
      if (one.reading() instanceof Reading.Read command) {
        commands.add(new AdvisedCommand(command, one.advice()));
      } else {
        read.add((Reading.ReadEntry) one.reading());
      }
    }
    Iterator<Verdict> verdictsInOrder = admission.admitAdvised(commands).verdicts().iterator();
    Iterator<Optional<Rejection>> forged = entryCheck.judge(read).iterator();
    return whole.stream()
        .<Judged>map(
            one ->
                one.reading() instanceof Reading.ReadEntry entry
                    ? new Judged.OfEntry(entry, forged.next())
                    : new Judged.OfCommand(verdictsInOrder.next()))
        .toList();
  }

  private void settle(List<Judged> judged) {
    for (Judged one : judged) {
      if (one instanceof Judged.OfEntry entry) {
        settle(entry);
      } else if (((Judged.OfCommand) one).verdict() instanceof Admitted admitted) {
        Settlement.onCommand(
            new StoredAccount(store, admitted.command().account()), admitted, this);
      } else if (((Judged.OfCommand) one).verdict() instanceof Verdict.Refused refused) {
        rejected(refused.rejection());
      }
    }
  }

  private void settle(Judged.OfEntry entry) {
    Reading.ReadEntry read = entry.read();
    if (entry.forged().isPresent()) {
      rejected(entry.forged().get());
      return;
    }
    entries.found(new Place(Topics.JOURNAL.name(), read.submission().position()), read.entry());
    Settlement.onEntry(new StoredAccount(store, read.entry().payee()), read, this);
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    counts.add(Counts.ACCEPTED, 1);
    verdicts.accepted(receipt);
    supplies.compute(
        AssetId.of(event.getAsset()),
        (asset, supply) -> (supply == null ? Supply.NONE : supply).after(event));
    try {
      events.due(event);
    } catch (QuittanceException impossible) {
      throw new IllegalStateException("comparing events failed", impossible);
    }
    if (event.getEvent() instanceof Frozen || event.getEvent() instanceof Unfrozen) {
      store.put(
          Table.ORDER,
          AuditStore.key(
              event.getPosition().getTimestampMillis(),
              event.getPosition().getPartition(),
              event.getPosition().getOffset()),
          SingleObject.encode(event));
    }
  }

  @Override
  public void entry(Entry entry) {
    try {
      entries.due(entry);
    } catch (QuittanceException impossible) {
      throw new IllegalStateException("comparing entries failed", impossible);
    }
  }

  @Override
  public void credited(Receipt receipt, Entry entry, Credit credit) {
    verdicts.credited(receipt);
    if (entry.record().getFact() instanceof Paid) {
      entries.counted(entry);
    }
  }

  @Override
  public void entryDropped() {
    counts.add(Counts.ENTRIES_AGAIN, 1);
  }

  @Override
  public void repeated(Receipt receipt) {
    counts.add(Counts.REPEATED, 1);
  }

  @Override
  public void rejected(Rejection rejection) {
    counts.add(Counts.REJECTED, 1);
    verdicts.rejected(rejection);
  }

  @Override
  public void balance(Account account) {
    // The accounts are read when all is done.
  }
}
