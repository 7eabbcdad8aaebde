package io.quittance.jobs.deployment;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.requirements.KafkaRequirements;
import io.quittance.jobs.requirements.KafkaRights;
import io.quittance.jobs.windows.WindowOptions;
import io.quittance.jobs.windows.WindowsJob;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The main class of the windows job in application mode; its argument is as that of {@link
 * SettlementApplication}.
 *
 * <p>It needs no key: it sums encrypted amounts, and can decrypt none.
 */
public final class WindowsApplication {
  private WindowsApplication() {}

  /** Defines the job and runs it. */
  public static void main(String[] arguments) throws Exception {
    define(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            Arguments.configurationFile(arguments),
            System.getenv())
        .execute(WindowsJob.NAME);
  }

  /** Adds the job that a configuration describes to an environment. */
  public static StreamExecutionEnvironment define(
      StreamExecutionEnvironment flink, Optional<String> file, Map<String, String> environment)
      throws QuittanceException {
    OperatorConfiguration configuration =
        OperatorConfiguration.load(file.map(Path::of), environment);
    NetworkFile network = configuration.network();
    WindowOptions options = configuration.windows();
    Properties client = configuration.kafka().client(network.bootstrapServers());
    KafkaRights.require(client, Roles.windows(network.name()));
    KafkaRequirements.requireOwn(client, network, Topics.SETTLEMENTS, Topics.WINDOWS);
    flink.configure(WindowsJob.settings(options));
    WindowsJob.define(
        flink, network.name(), client, configuration.settlement().transactionTimeout(), options);
    return flink;
  }
}
