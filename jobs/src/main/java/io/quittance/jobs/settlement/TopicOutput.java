package io.quittance.jobs.settlement;

import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends what the ledger says to the topics that it belongs to, batch by batch, and counts it. */
final class TopicOutput implements Output {
  /** What is counted here, whether it has happened yet or not. */
  static final Count[] COUNTED = {
    Count.ACCEPTED,
    Count.REPEATED,
    Count.ENTRIES_WRITTEN,
    Count.ENTRIES_COUNTED,
    Count.ENTRIES_DROPPED,
    Count.CREDITS_COUNTED,
    Count.CREDITS_UNAPPLIED
  };

  /** Names of the commands' records, by those of their events. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "Opened", "OpenAccount",
          "Issued", "Issue",
          "Transferred", "Transfer",
          "CreditsApplied", "ApplyCredits",
          "Redeemed", "Redeem",
          "Frozen", "Freeze",
          "Unfrozen", "Unfreeze",
          "Closed", "CloseAccount");

  private final VerdictRecords records;
  private final Tally tally;
  private final TimeDistribution receiptLatency;

  /** From a payer's command to its payee's receipt. */
  private final TimeDistribution creditLatency;

  private final ConservationWatch conservation;
  private final TransactionAge openTransactions;
  private final List<SettledRecord> settled = new ArrayList<>();
  private final List<Saying> sayings = new ArrayList<>();
  private final Map<AccountId, Account> balances = new LinkedHashMap<>();

  TopicOutput(
      VerdictRecords records,
      Tally tally,
      TimeDistribution receiptLatency,
      TimeDistribution creditLatency,
      ConservationWatch conservation,
      TransactionAge openTransactions) {
    this.records = records;
    this.tally = tally;
    this.receiptLatency = receiptLatency;
    this.creditLatency = creditLatency;
    this.conservation = conservation;
    this.openTransactions = openTransactions;
    COMMANDS.values().forEach(type -> tally.expect(type, conservation.codes()));
    tally.expectEntries();
  }

  private void say(OutputTag<TopicRecord> where, TopicRecord what) {
    sayings.add(new Saying(where, what, null, 0));
  }

  private void say(
      OutputTag<TopicRecord> where,
      TopicRecord what,
      TimeDistribution latency,
      JournalPosition since) {
    sayings.add(new Saying(where, what, latency, since.getTimestampMillis()));
  }

  /**
   * Emits what was said of the records since the last time. Records that follow each other closely
   * go to the broker in one request; one request a record costs as much as judging it.
   */
  void emit(
      Collector<SettledRecord> settlements,
      KeyedProcessFunction<?, ?, SettledRecord>.Context context) {
    for (Saying saying : sayings) {
      context.output(saying.where, saying.what);
      if (saying.latency != null) {
        saying.latency.addSince(saying.sinceMillis);
      }
    }
    sayings.clear();
    for (SettledRecord event : settled) {
      settlements.collect(event);
      openTransactions.settled();
    }
    settled.clear();
    for (Account account : balances.values()) {
      context.output(
          OutputTags.ACCOUNTS,
          new TopicRecord(
              account.id().toBytes(), SingleObject.encode(AccountRecords.toState(account))));
    }
    balances.clear();
  }

  /**
   * Makes sure that nothing waits when state is taken: it would be lost with a crash.
   *
   * @throws IllegalStateException if something does, since no batch has ended before the barrier
   */
  void requireAllEmitted() {
    if (!sayings.isEmpty() || !settled.isEmpty() || !balances.isEmpty()) {
      throw new IllegalStateException("a checkpoint was taken in the middle of a batch");
    }
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    tally.accepted(commandType(event), conservation.code(AssetId.of(event.getAsset())));
    conservation.settled(event);
    say(OutputTags.RECEIPTS, records.receipt(receipt), receiptLatency, receipt.getPosition());
    settled.add(SettledRecord.of(event));
  }

  @Override
  public void repeated(Receipt receipt) {
    tally.add(Count.REPEATED, 1);
    say(OutputTags.RECEIPTS, records.receipt(receipt));
  }

  @Override
  public void rejected(Rejection rejection) {
    Admitter.Refusal refusal = records.refusal(rejection);
    tally.rejected(refusal);
    say(OutputTags.REJECTIONS, refusal.rejection());
    refusal
        .receipt()
        .ifPresent(
            receipt ->
                say(OutputTags.RECEIPTS, receipt, receiptLatency, rejection.submission().judged()));
  }

  @Override
  public void balance(Account account) {
    balances.put(account.id(), account);
  }

  @Override
  public void entry(Entry entry) {
    tally.add(Count.ENTRIES_WRITTEN, 1);
    say(OutputTags.ENTRIES, records.entry(entry));
  }

  @Override
  public void credited(Receipt receipt, Entry entry, Credit credit) {
    tally.add(Count.CREDITS_COUNTED, 1);
    if (entry.record().getFact() instanceof Paid) {
      tally.add(Count.ENTRIES_COUNTED, 1);
    }
    conservation.credited(credit.asset(), credit.amount());
    say(OutputTags.RECEIPTS, records.receipt(receipt), creditLatency, entry.record().getPosition());
  }

  @Override
  public void entryDropped() {
    tally.add(Count.ENTRIES_DROPPED, 1);
  }

  /** Returns the record's name of the command that an event came from. */
  private static String commandType(Settled event) {
    String name = ((SpecificRecordBase) event.getEvent()).getSchema().getName();
    String command = COMMANDS.get(name);
    if (command == null) {
      throw new IllegalStateException("no command makes an event " + name);
    }
    return command;
  }

  /**
   * What is said of a record, until it is emitted.
   *
   * @param latency what its latency is added to, null if it has none
   * @param sinceMillis from when on that is measured
   */
  private record Saying(
      OutputTag<TopicRecord> where, TopicRecord what, TimeDistribution latency, long sinceMillis) {}
}
