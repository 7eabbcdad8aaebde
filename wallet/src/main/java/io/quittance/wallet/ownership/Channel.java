package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;

/** What carries messages between the two sides, in their order. It need not be trusted. */
public interface Channel {
  void send(Message message) throws QuittanceException;

  /** Waits for the other side's next message. */
  Message receive() throws QuittanceException;

  /** Waits for a message of that kind; anything else ends the conversation. */
  default byte[] receive(Message.Kind kind) throws QuittanceException {
    Message message = receive();
    if (message.kind() == Message.Kind.REFUSAL) {
      throw QuittanceException.failure(
          "Not proven: the payer's side refuses to answer.",
          "It need not say why; ask the payer, or ask for less.");
    }
    if (message.kind() != kind) {
      throw QuittanceException.failure(
          "The other side sent its "
              + message.kind().word()
              + " where its "
              + kind.word()
              + " was due.",
          "Begin a new check, and keep to the order of the messages.");
    }
    return message.content();
  }
}
