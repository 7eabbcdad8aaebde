package io.quittance.jobs.settlement;

import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Sends what the ledger says of one record to the topics that it belongs to, and counts it. */
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
  private Collector<SettledRecord> settlements;
  private KeyedProcessFunction<?, ?, SettledRecord>.Context context;
  private Account balance;

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

  /** Says where the output of the next record goes. */
  void to(
      Collector<SettledRecord> collector,
      KeyedProcessFunction<?, ?, SettledRecord>.Context recordContext) {
    settlements = collector;
    context = recordContext;
    balance = null;
  }

  /** Tells what the record left of the account, if that changes its balance. */
  void endOfRecord() {
    if (balance != null) {
      context.output(
          OutputTags.ACCOUNTS,
          new TopicRecord(
              balance.id().toBytes(), SingleObject.encode(AccountRecords.toState(balance))));
    }
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    tally.accepted(commandType(event), conservation.code(AssetId.of(event.getAsset())));
    conservation.settled(event);
    context.output(OutputTags.RECEIPTS, records.receipt(receipt));
    receiptLatency.addSince(receipt.getPosition().getTimestampMillis());
    settlements.collect(SettledRecord.of(event));
    openTransactions.settled();
  }

  @Override
  public void repeated(Receipt receipt) {
    tally.add(Count.REPEATED, 1);
    context.output(OutputTags.RECEIPTS, records.receipt(receipt));
  }

  @Override
  public void rejected(Rejection rejection) {
    Admitter.Refusal refusal = records.refusal(rejection);
    tally.rejected(refusal);
    context.output(OutputTags.REJECTIONS, refusal.rejection());
    if (refusal.receipt().isPresent()) {
      context.output(OutputTags.RECEIPTS, refusal.receipt().get());
      receiptLatency.addSince(rejection.submission().position().timestampMillis());
    }
  }

  @Override
  public void balance(Account account) {
    balance = account;
  }

  @Override
  public void entry(Entry entry) {
    tally.add(Count.ENTRIES_WRITTEN, 1);
    context.output(OutputTags.ENTRIES, records.entry(entry));
  }

  @Override
  public void credited(Receipt receipt, Entry entry, Credit credit) {
    tally.add(Count.CREDITS_COUNTED, 1);
    if (entry.record().getFact() instanceof Paid) {
      tally.add(Count.ENTRIES_COUNTED, 1);
    }
    conservation.credited(credit.asset(), credit.amount());
    context.output(OutputTags.RECEIPTS, records.receipt(receipt));
    creditLatency.addSince(entry.record().getPosition().getTimestampMillis());
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
}
