package io.quittance.trials.demo;

import io.quittance.ledger.receipt.CreditReceipts;
import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Supply;
import io.quittance.network.watch.TopicWatch;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.InvalidProofException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads all that the job writes, as any outsider could, and keeps what the audit needs. */
final class Observer implements AutoCloseable {
  private final NetworkId network;
  private final OperatorTimetables operator;
  private final Observation observation;
  private final Map<AccountId, Participant> participants;
  private final Map<AccountId, Balance> balances = new HashMap<>();
  private Supply supply = Supply.NONE;
  private List<TopicWatch> watches = List.of();

  Observer(
      NetworkId network,
      OperatorTimetables operator,
      Observation observation,
      Map<AccountId, Participant> participants) {
    this.network = network;
    this.operator = operator;
    this.observation = observation;
    this.participants = participants;
  }

  void start(String bootstrapServers) {
    watches =
        List.of(
            TopicWatch.start(bootstrapServers, Topics.RECEIPTS, this::receipt),
            TopicWatch.start(bootstrapServers, Topics.REJECTIONS, this::rejection),
            TopicWatch.start(bootstrapServers, Topics.SETTLEMENTS, this::settled),
            TopicWatch.start(bootstrapServers, Topics.BALANCES, this::balance));
  }

  void requireAlive() {
    watches.forEach(TopicWatch::requireAlive);
  }

  /** Returns the latest published balances. */
  synchronized Map<AccountId, Balance> balances() {
    return Map.copyOf(balances);
  }

  /** Returns what was issued and redeemed. */
  synchronized Supply supply() {
    return supply;
  }

  private void receipt(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    SignedReceipts.Check check = SignedReceipts.verify(network, operator, record.value());
    if (!(check instanceof SignedReceipts.Check.Genuine genuine)) {
      throw new IllegalStateException("a receipt is not the operator's: " + check);
    }
    Receipt receipt = genuine.receipt();
    if (receipt.getStatus() == ReceiptStatus.ACCEPTED) {
      observation.accepted(receipt, now);
    } else if (receipt.getStatus() == ReceiptStatus.CREDITED) {
      credited(receipt);
      observation.credited(receipt, now);
    } else {
      observation.denied(
          CommandId.of(receipt.getCommandId()), RejectionCode.valueOf(receipt.getCode()));
    }
  }

  private void credited(Receipt receipt) {
    Participant payee = participants.get(AccountId.of(receipt.getAccount()));
    try {
      Credit credit = Credit.of(CreditReceipts.entry(receipt));
      if (payee != null) {
        payee.deliver(credit);
      }
    } catch (MalformedRecordException | InvalidProofException e) {
      throw new IllegalStateException("a receipt tells of no credit: " + e.getMessage(), e);
    }
  }

  private void rejection(ConsumerRecord<byte[], byte[]> record) {
    Rejection rejection = decode(Rejection.class, record);
    observation.rejected(
        CommandId.of(rejection.getCommandId()),
        RejectionCode.valueOf(rejection.getCode()),
        rejection.getPosition());
  }

  private void settled(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    Settled settled = decode(Settled.class, record);
    synchronized (this) {
      supply = supply.after(settled);
    }
    observation.settled(settled, now);
  }

  private synchronized void balance(ConsumerRecord<byte[], byte[]> record) {
    Balance balance = decode(Balance.class, record);
    balances.put(AccountId.of(balance.getAccount()), balance);
  }

  private static <T extends SpecificRecordBase> T decode(
      Class<T> type, ConsumerRecord<byte[], byte[]> record) {
    try {
      return SingleObject.decode(type, record.value());
    } catch (MalformedRecordException e) {
      throw new IllegalStateException(
          record.topic() + " holds a record that is none: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    watches.forEach(TopicWatch::close);
  }
}
