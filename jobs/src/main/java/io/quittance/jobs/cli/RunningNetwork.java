package io.quittance.jobs.cli;

import io.quittance.jobs.log.Export;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.client.KafkaSettings;
import io.quittance.wallet.network.NetworkFile;
import io.quittance.wallet.network.QuittanceHome;
import java.nio.file.Files;
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

  /**
   * The file of a network whose topics were exported into a directory: the one that the auditor has
   * himself, never by itself the operator's own in that directory.
   */
  NetworkFile ofExport(Path directory, QuittanceHome home) throws WalletException {
    if (file == null && !Files.exists(home.networkFile())) {
      Path theirs = directory.resolve(Export.NETWORK_FILE);
      throw WalletException.usage(
          "Whose signatures count stands in the network's file, and that in "
              + directory
              + " is only the operator's word.",
          "Name with --network the one that you have from elsewhere, or "
              + theirs
              + " once you have compared it.");
    }
    return file(home);
  }

  /** The settings of Kafka's clients: those in the named file, else those in a home, if any. */
  public KafkaSettings kafka(QuittanceHome home) throws WalletException {
    return kafkaFile == null ? KafkaSettings.in(home) : KafkaSettings.load(kafkaFile);
  }
}
