package io.quittance.network.option;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
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

  /** Returns the network's file: the named one, else the one in the usual home. */
  public NetworkFile file() throws QuittanceException {
    return file(QuittanceHome.of(System.getenv()));
  }

  /** Returns the settings of Kafka's clients: the named ones, else those in the usual home. */
  public KafkaSettings kafka() throws QuittanceException {
    return kafka(QuittanceHome.of(System.getenv()));
  }

  /** The network's file: the named one, else the one in a home. */
  public NetworkFile file(QuittanceHome home) throws QuittanceException {
    NetworkFile network = NetworkFile.load(path(home));
    return bootstrapServers == null ? network : network.withBootstrapServers(bootstrapServers);
  }

  /** Returns where the network's file is: the named place, else the one in a home. */
  public Path path(QuittanceHome home) {
    return file == null ? home.networkFile() : file;
  }

  /** Returns whether a network's file was named. */
  public boolean isNamed() {
    return file != null;
  }

  /** The settings of Kafka's clients: those in the named file, else those in a home, if any. */
  public KafkaSettings kafka(QuittanceHome home) throws QuittanceException {
    return kafkaFile == null ? KafkaSettings.in(home) : KafkaSettings.load(kafkaFile);
  }
}
