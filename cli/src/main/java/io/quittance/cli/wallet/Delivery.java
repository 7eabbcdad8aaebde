package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.RejectedException;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.client.SentCommand;
import java.time.Duration;

/** Sends a command and tells a person how it fares: accepted, then final. */
final class Delivery {
  private final PrintedLines terminal;
  private final DeliveryOptions options;

  Delivery(PrintedLines terminal, DeliveryOptions options) {
    this.terminal = terminal;
    this.options = options;
  }

  /** How long the command may be accepted after it was signed. */
  Duration validity() throws QuittanceException {
    return options.validity();
  }

  /** Sends a command and waits as the options say; a rejection is an exception. */
  void deliver(QuittanceClient client, PreparedCommand command) throws QuittanceException {
    SentCommand sent = client.send(command);
    Duration timeout = options.timeout();
    SentCommand.Answer<Receipt> receipt = sent.awaitReceipt(timeout);
    if (receipt.content().getStatus() != ReceiptStatus.ACCEPTED) {
      throw RejectedException.of(String.valueOf(receipt.content().getCode()));
    }
    terminal.line("  accepted  %6d ms   receipt signed by the operator", receipt.millis());
    if (options.waitsForFinal()) {
      SentCommand.Answer<Settled> settled = sent.awaitFinal(timeout);
      terminal.line("  final     %6d ms", settled.millis());
    }
  }
}
