package io.quittance.wallet.client;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMarks;
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
   * What is published under an account behind marks, or all of it where there are none, or where a
   * log is not the one that its mark was set in. A receipt that nobody may rely on is passed over.
   */
  AccountTail published(AccountId account, ReadMarks marks) throws QuittanceException;

  /** The final events keyed by an account, in log order: its own commands but transfers. */
  default List<Settled> settledUnder(AccountId account) throws QuittanceException {
    return published(account, ReadMarks.NONE).log().events();
  }

  /**
   * All final events of an account, its own transfers included, by log-append time of the commands.
   * Reads the whole topic.
   */
  List<Settled> history(AccountId account) throws QuittanceException;

  @Override
  void close();
}
