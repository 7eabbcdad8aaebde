package io.quittance.wallet.client;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMark;
import java.util.List;
import java.util.Optional;

/** What a wallet asks of a network. One thread at a time may use a client. */
public interface QuittanceClient extends AutoCloseable {
  /** A client of the network's broker; fails within seconds if nothing answers there. */
  static QuittanceClient connect(NetworkFile network) throws QuittanceException {
    return connect(network, KafkaSettings.NONE);
  }

  /** As {@link #connect(NetworkFile)}, with Kafka's own settings, TLS and SASL among them. */
  static QuittanceClient connect(NetworkFile network, KafkaSettings kafka)
      throws QuittanceException {
    return KafkaQuittanceClient.connect(network, kafka);
  }

  /** Sends a command to its partition and returns once the broker has it. */
  SentCommand send(PreparedCommand command) throws QuittanceException;

  /** The account's latest published balance, or nothing if the network does not know it. */
  Optional<Balance> balance(AccountId account) throws QuittanceException;

  /**
   * The final events keyed by an account, in log order: its credits, in the order that numbers
   * them, and its own commands but transfers.
   */
  List<Settled> settledUnder(AccountId account) throws QuittanceException;

  /**
   * The final events keyed by an account behind a mark, or all of them where there is no mark, or
   * where the log is not the one that it was set in.
   */
  SettledTail settledUnder(AccountId account, Optional<ReadMark> mark) throws QuittanceException;

  /**
   * All final events of an account, its own transfers included, by log-append time of the commands.
   * Reads the whole topic.
   */
  List<Settled> history(AccountId account) throws QuittanceException;

  @Override
  void close();
}
