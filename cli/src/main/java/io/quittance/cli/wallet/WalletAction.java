package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.wallet.client.QuittanceClient;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * One command: does its work, or says in two lines what went wrong and what to do. Exit status 0
 * when done, 1 when it failed or was rejected, 2 when the request made no sense.
 */
abstract class WalletAction implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "Network file; $QUITTANCE_HOME/network.json by default.")
  private Path networkFile;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Where the network's broker listens; the network file says it by default.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Kafka's client settings, TLS and SASL among them; kafka.properties in $QUITTANCE_HOME by"
              + " default, where there is one.")
  private Path kafkaFile;

  /** Where this command lives. */
  abstract WalletEnvironment environment();

  /** Does the command's work. */
  abstract void perform(PrintedLines terminal) throws QuittanceException;

  @Override
  public final Integer call() {
    try {
      perform(new PrintedLines(spec.commandLine().getOut()));
      return 0;
    } catch (QuittanceException e) {
      PrintedLines errors = errors();
      errors.line("%s: %s", spec.root().name(), e.getMessage());
      errors.line("%s", e.advice());
      return e.exitStatus();
    }
  }

  /** Lines beside the output proper, for a person to read. */
  final PrintedLines errors() {
    return new PrintedLines(spec.commandLine().getErr());
  }

  /** The network that the options name. */
  final NetworkFile network() throws QuittanceException {
    Path file = networkFile == null ? environment().home().networkFile() : networkFile;
    NetworkFile network = NetworkFile.load(file);
    return bootstrapServers == null ? network : network.withBootstrapServers(bootstrapServers);
  }

  /** Reaches a network as the options say. */
  final QuittanceClient connect(NetworkFile network) throws QuittanceException {
    KafkaSettings kafka =
        kafkaFile == null ? KafkaSettings.in(environment().home()) : KafkaSettings.load(kafkaFile);
    return environment().connector().connect(network, kafka);
  }
}
