package io.quittance.wallet.client;

import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A command that a Kafka broker has taken. */
final class KafkaSentCommand implements SentCommand {
  private final NetworkFile network;
  private final KafkaSettings kafka;
  private final PreparedCommand command;
  private final CommandPlace place;
  private final long sentNanos;
  private final LogReader.Tail receipts;
  private final LogReader.Tail settlements;

  KafkaSentCommand(
      NetworkFile network,
      KafkaSettings kafka,
      PreparedCommand command,
      CommandPlace place,
      long sentNanos,
      LogReader.Tail receipts,
      LogReader.Tail settlements) {
    this.network = network;
    this.kafka = kafka;
    this.command = command;
    this.place = place;
    this.sentNanos = sentNanos;
    this.receipts = receipts;
    this.settlements = settlements;
  }

  @Override
  public Answer<Receipt> awaitReceipt(Duration timeout) throws QuittanceException {
    // Anyone who can write to the topic could put a forged receipt there: it must not end the wait.
    String[] worthless = new String[1];
    int[] ahead = new int[1];
    OperatorTimetables operator = network.timetables();
    LogReader.Search<Receipt> search =
        record -> {
          if (record.value() == null || !Arrays.equals(record.key(), command.key())) {
            return Optional.empty();
          }
          SignedReceipts.Check check =
              SignedReceipts.verify(network.id(), operator, record.value());
          if (check instanceof SignedReceipts.Check.Genuine genuine) {
            Receipt said = genuine.receipt();
            if (isThis(said.getCommandId().bytes())
                && said.getStatus() != ReceiptStatus.CREDITED
                && place.isImpossible(said.getPosition())) {
              worthless[0] = "It tells of a place or time at which the command cannot have been.";
              return Optional.empty();
            }
            return Optional.of(said).filter(this::isTheVerdict);
          } else if (check instanceof SignedReceipts.Check.Worthless bad) {
            worthless[0] = bad.explanation();
          } else if (check instanceof SignedReceipts.Check.Revoked by
              && isTheVerdict(by.receipt())) {
            worthless[0] = "It is signed with a key that the operator has revoked.";
          } else if (check instanceof SignedReceipts.Check.Retired by
              && isTheVerdict(by.receipt())) {
            worthless[0] = "It is signed with a key that the operator had retired by then.";
          } else if (check instanceof SignedReceipts.Check.Ahead later
              && isTheVerdict(later.receipt())
              && !place.isImpossible(later.receipt().getPosition())) {
            ahead[0] = Math.max(ahead[0], later.statement());
          }
          return Optional.empty();
        };
    Optional<Receipt> receipt =
        KafkaQuittanceClient.reachingAfterSending(
            network, kafka, () -> receipts.await(timeout, search));
    if (receipt.isEmpty() && ahead[0] > 0) {
      throw QuittanceException.failure(
          "The network file is older than statement "
              + ahead[0]
              + ", which a receipt names: whose it is cannot be told.",
          "Get the operator's present network file. " + KafkaQuittanceClient.MAY_BE_SETTLED);
    }
    if (receipt.isEmpty() && worthless[0] != null) {
      throw QuittanceException.failure(
          "No receipt that counts came, but one that does not. " + worthless[0],
          "Do not rely on it; check that the network file names the right operator. "
              + KafkaQuittanceClient.MAY_BE_SETTLED);
    }
    return answer(receipt, "receipt", timeout);
  }

  @Override
  public Answer<Settled> awaitFinal(Duration timeout) throws QuittanceException {
    LogReader.Search<Settled> search =
        record -> decodeOwn(record).filter(event -> isThis(event.getEventId().bytes()));
    return answer(
        KafkaQuittanceClient.reachingAfterSending(
            network, kafka, () -> settlements.await(timeout, search)),
        "settled event",
        timeout);
  }

  /**
   * Whether a receipt is about this very submission. Others may submit the same bytes again, in a
   * wrong partition for example, and that rejection says nothing about ours; an acceptance stands.
   */
  private boolean isTheVerdict(Receipt receipt) {
    return isThis(receipt.getCommandId().bytes())
        && receipt.getStatus() != ReceiptStatus.CREDITED
        && (place.isAt(receipt.getPosition()) || receipt.getStatus() == ReceiptStatus.ACCEPTED);
  }

  private Optional<Settled> decodeOwn(ConsumerRecord<byte[], byte[]> record)
      throws QuittanceException {
    return Arrays.equals(record.key(), command.settledUnder().toBytes())
        ? Optional.of(KafkaQuittanceClient.decode(Settled.class, record))
        : Optional.empty();
  }

  private boolean isThis(byte[] commandId) {
    return Arrays.equals(commandId, command.id().toBytes());
  }

  private <T> Answer<T> answer(Optional<T> found, String what, Duration timeout)
      throws QuittanceException {
    if (found.isEmpty()) {
      throw QuittanceException.failure(
          "No " + what + " came within " + timeout.toSeconds() + " seconds.",
          KafkaQuittanceClient.MAY_BE_SETTLED);
    }
    return new Answer<>(found.get(), (System.nanoTime() - sentNanos) / 1_000_000);
  }
}
