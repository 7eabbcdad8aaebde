package io.quittance.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admissions;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.AdvisedCommand;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.PendingCredit;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.settlement.Supply;
import io.quittance.ledger.submission.CommandReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.DecodingAdvice;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Runs the ledger again over the two logs that every verdict is a function of.
 *
 * <p>Verdicts do not depend on how the logs are interleaved, only on the order within a partition.
 * Signatures and proofs are verified by several threads, a batch each; the ledger takes the batches
 * in their order.
 */
final class Replay implements Output {
  /** Commands whose proofs are verified together. */
  private static final int BATCH = 256;

  private final CommandReader reader;
  private final Admission admission;
  private final ExecutorService verifiers;
  private final int batchesAhead;
  private final AuditStore store;
  private final Counts counts;
  private final EventBook events;
  private final VerdictBook verdicts;
  private final Deque<CompletableFuture<Admissions>> underway = new ArrayDeque<>();
  private final Map<AssetId, Supply> supplies = new HashMap<>();
  private List<AdvisedCommand> batch = new ArrayList<>();

  Replay(
      Network network,
      ExecutorService verifiers,
      int threads,
      AuditStore store,
      Counts counts,
      EventBook events,
      VerdictBook verdicts) {
    this.reader = new CommandReader(network.commandPartitions());
    this.admission = new Admission(network, new BatchVerifier(new SecureRandom()));
    this.verifiers = verifiers;
    this.batchesAhead = 2 * threads;
    this.store = store;
    this.counts = counts;
    this.events = events;
    this.verdicts = verdicts;
  }

  /** Returns what the ledger has issued and redeemed, by asset; the caller may put what it was. */
  Map<AssetId, Supply> supplies() {
    return supplies;
  }

  /** Counts a credit that was published at that log time. */
  void credit(Credit credit, long timestampMillis) {
    store.put(Table.CREDIT_TIME, credit.payee().toBytes(), AuditStore.key(timestampMillis));
    Settlement.onCredit(new StoredAccount(store, credit.payee()), credit, this);
  }

  /** Judges the next record of the commands topic; those of a partition come in their order. */
  void command(ConsumerRecord<byte[], byte[]> record) {
    counts.add(Counts.COMMANDS, 1);
    Position position = new Position(record.partition(), record.offset(), record.timestamp());
    Reading reading = reader.read(Submission.of(position, record.key(), record.value()));
    if (reading instanceof Reading.Unreadable unreadable) {
      rejected(unreadable.rejection());
    } else if (reading instanceof Reading.Read read) {
      batch.add(new AdvisedCommand(read, advice(record)));
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
      List<AdvisedCommand> whole = batch;
      batch = new ArrayList<>();
      underway.add(CompletableFuture.supplyAsync(() -> admission.admitAdvised(whole), verifiers));
    }
    while (underway.size() > batchesAhead) {
      settle(underway.remove().join());
    }
  }

  private void settle(Admissions admissions) {
    for (Verdict verdict : admissions.verdicts()) {
      if (verdict instanceof Admitted admitted) {
        Settlement.onCommand(
            new StoredAccount(store, admitted.command().account()), admitted, this);
      } else if (verdict instanceof Verdict.Refused refused) {
        rejected(refused.rejection());
      }
    }
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    counts.add(Counts.ACCEPTED, 1);
    verdicts.accepted(receipt);
    supplies.compute(
        AssetId.of(event.getAsset()),
        (asset, supply) -> (supply == null ? Supply.NONE : supply).after(event));
    try {
      events.due(event, ready(event));
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

  /** Returns since when the job could publish it: a command may have waited for a credit. */
  private long ready(Settled event) {
    return store
        .get(Table.CREDIT_TIME, AccountId.of(event.getAccount()).toBytes())
        .map(value -> ByteBuffer.wrap(value).getLong())
        .map(credited -> Math.max(credited, event.getPosition().getTimestampMillis()))
        .orElse(event.getPosition().getTimestampMillis());
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
  public void waiting(int change) {
    counts.add(Counts.WAITING, change);
  }

  @Override
  public void balance(Account account) {
    // The accounts are read when all is done.
  }

  @Override
  public void credited(PendingCredit credit) {
    // Credits that are missing show as commands that wait and as events that were not published.
  }

  @Override
  public void parked(int change) {
    // A credit whose predecessor is not published yet; that one shows as not published.
  }

  @Override
  public void creditDropped() {
    // An event that stands twice is found where events are compared.
  }
}
