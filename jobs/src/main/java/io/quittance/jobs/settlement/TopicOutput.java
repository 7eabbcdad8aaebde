package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.PendingCredit;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Sends what the ledger says of one record to the topics that it belongs to, and counts it. */
final class TopicOutput implements Output {
  /** What is counted here, whether it has happened yet or not. */
  static final Count[] COUNTED = {
    Count.ACCEPTED,
    Count.REPEATED,
    Count.WAITING,
    Count.CREDITS_COUNTED,
    Count.CREDITS_DROPPED,
    Count.CREDITS_PARKED,
    Count.CREDITS_UNAPPLIED,
    Count.STRAY_EVENTS
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
  private final ConservationWatch conservation;
  private Collector<TopicRecord> settlements;
  private KeyedCoProcessFunction<?, ?, ?, TopicRecord>.Context context;
  private Account balance;

  TopicOutput(
      VerdictRecords records,
      Tally tally,
      TimeDistribution receiptLatency,
      ConservationWatch conservation) {
    this.records = records;
    this.tally = tally;
    this.receiptLatency = receiptLatency;
    this.conservation = conservation;
    COMMANDS.values().forEach(type -> tally.expect(type, conservation.codes()));
  }

  /** Says where the output of the next record goes. */
  void to(
      Collector<TopicRecord> collector,
      KeyedCoProcessFunction<?, ?, ?, TopicRecord>.Context recordContext) {
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
    settlements.collect(new TopicRecord(settlementKey(event), SingleObject.encode(event)));
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
  public void waiting(int change) {
    tally.add(Count.WAITING, change);
  }

  @Override
  public void credited(PendingCredit credit) {
    tally.add(Count.CREDITS_COUNTED, 1);
    conservation.credited(credit.asset(), credit.amount());
  }

  @Override
  public void parked(int change) {
    tally.add(Count.CREDITS_PARKED, change);
  }

  @Override
  public void creditDropped() {
    tally.add(Count.CREDITS_DROPPED, 1);
  }

  /** A record of the settlements topic that no ledger wrote. */
  void stray(LogRecord record, String explanation) {
    tally.add(Count.STRAY_EVENTS, 1);
    context.output(OutputTags.REJECTIONS, VerdictRecords.stray(record, explanation));
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

  private static byte[] settlementKey(Settled event) {
    byte[] account =
        event.getEvent() instanceof Transferred transferred
            ? transferred.getPayee().bytes()
            : event.getAccount().bytes();
    return account.clone();
  }
}
