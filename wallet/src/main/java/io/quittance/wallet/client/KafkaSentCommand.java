package io.quittance.wallet.client;

import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.network.NetworkFile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A command that a Kafka broker has taken. */
final class KafkaSentCommand implements SentCommand {
  private final NetworkFile network;
  private final PreparedCommand command;
  private final long sentNanos;
  private final LogReader instant;
  private final LogReader.Bookmark receipts;
  private final LogReader settled;
  private final LogReader.Bookmark settlements;

  KafkaSentCommand(
      NetworkFile network,
      PreparedCommand command,
      long sentNanos,
      LogReader instant,
      LogReader.Bookmark receipts,
      LogReader settled,
      LogReader.Bookmark settlements) {
    this.network = network;
    this.command = command;
    this.sentNanos = sentNanos;
    this.instant = instant;
    this.receipts = receipts;
    this.settled = settled;
    this.settlements = settlements;
  }

  @Override
  public Answer<Receipt> awaitReceipt(Duration timeout) throws WalletException {
    // Anyone who can write to the topic could put a forged receipt there: it must not end the wait.
    String[] worthless = new String[1];
    VerifyingKey operator = network.operator();
    LogReader.Search<Receipt> search =
        record -> {
          if (record.value() == null || !Arrays.equals(record.key(), command.key())) {
            return Optional.empty();
          }
          SignedReceipts.Check check =
              SignedReceipts.verify(network.name(), operator, record.value());
          if (check instanceof SignedReceipts.Check.Genuine genuine) {
            return Optional.of(genuine.receipt())
                .filter(receipt -> isAbout(receipt.getCommandId().bytes()));
          } else if (check instanceof SignedReceipts.Check.Worthless bad) {
            worthless[0] = bad.explanation();
          }
          return Optional.empty();
        };
    Optional<Receipt> receipt =
        KafkaQuittanceClient.reaching(network, () -> instant.await(receipts, timeout, search));
    if (receipt.isEmpty() && worthless[0] != null) {
      throw WalletException.failure(
          "No receipt that counts came, but one that does not. " + worthless[0],
          "Do not rely on it; check that the network file names the right operator.");
    }
    return answer(receipt, "receipt", timeout);
  }

  @Override
  public Answer<Settled> awaitFinal(Duration timeout) throws WalletException {
    LogReader.Search<Settled> search =
        record ->
            Optional.of(KafkaQuittanceClient.decode(Settled.class, record))
                .filter(event -> isAbout(event.getEventId().bytes()));
    return answer(
        KafkaQuittanceClient.reaching(network, () -> settled.await(settlements, timeout, search)),
        "settled event",
        timeout);
  }

  private boolean isAbout(byte[] commandId) {
    return Arrays.equals(commandId, command.id().toBytes());
  }

  private <T> Answer<T> answer(Optional<T> found, String what, Duration timeout)
      throws WalletException {
    if (found.isEmpty()) {
      throw WalletException.failure(
          "No " + what + " came within " + timeout.toSeconds() + " seconds.",
          "The command may still be settled: look at the wallet's history before sending another.");
    }
    return new Answer<>(found.get(), (System.nanoTime() - sentNanos) / 1_000_000);
  }
}
