package io.quittance.jobs.cli;

import io.quittance.wallet.WalletException;
import io.quittance.wallet.client.KafkaSettings;
import io.quittance.wallet.network.NetworkFile;
import io.quittance.wallet.network.QuittanceHome;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which network a command looks at: the local one unless told otherwise. */
public final class RunningNetwork {
  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "the network's file (default: network.json in $QUITTANCE_HOME)")
  private Path file;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "the broker (default: the one in the network's file)")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Kafka's client settings, TLS and SASL among them (default: kafka.properties in"
              + " $QUITTANCE_HOME, where there is one)")
  private Path kafkaFile;

  /** Whether a network's file was named. */
  boolean isNamed() {
    return file != null;
  }

  NetworkFile file() throws WalletException {
    return file(QuittanceHome.of(System.getenv()));
  }

  KafkaSettings kafka() throws WalletException {
    return kafka(QuittanceHome.of(System.getenv()));
  }

  /** The network's file: the named one, else the one in a home. */
  public NetworkFile file(QuittanceHome home) throws WalletException {
    Path chosen = file == null ? home.networkFile() : file;
    NetworkFile network = NetworkFile.load(chosen);
    return bootstrapServers == null ? network : network.withBootstrapServers(bootstrapServers);
  }

  /** The settings of Kafka's clients: those in the named file, else those in a home, if any. */
  public KafkaSettings kafka(QuittanceHome home) throws WalletException {
    return kafkaFile == null ? KafkaSettings.in(home) : KafkaSettings.load(kafkaFile);
  }
}
