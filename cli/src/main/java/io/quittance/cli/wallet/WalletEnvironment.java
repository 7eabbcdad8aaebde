package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.wallet.client.QuittanceClient;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * What the commands need of the world around them.
 *
 * @param home where wallets and network files are kept
 * @param connector how to reach a network
 * @param random where keys and proofs get their randomness from
 * @param input where a person types
 */
public record WalletEnvironment(
    QuittanceHome home, Connector connector, SecureRandom random, InputStream input) {
  /** Reaches a network. */
  public interface Connector {
    QuittanceClient connect(NetworkFile network, KafkaSettings kafka) throws QuittanceException;
  }

  public WalletEnvironment {
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(connector, "connector");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(input, "input");
  }

  /** The process's own environment, and Kafka. */
  public static WalletEnvironment system() {
    return new WalletEnvironment(
        QuittanceHome.of(System.getenv()), QuittanceClient::connect, new SecureRandom(), System.in);
  }
}
