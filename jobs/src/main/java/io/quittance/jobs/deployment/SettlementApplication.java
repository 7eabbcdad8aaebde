package io.quittance.jobs.deployment;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.requirements.KafkaRequirements;
import io.quittance.jobs.requirements.KafkaRights;
import io.quittance.jobs.settlement.SettlementJob;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.schemas.Roles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The main class of the settlement job in application mode.
 *
 * <p>Its one argument is the configuration file; without it {@code QUITTANCE_CONFIG} names one.
 * Where state is kept, and from what state a start goes on, stands in Flink's own configuration.
 * Whatever is wrong with the configuration or the Kafka cluster ends the start with a sentence that
 * names it. The keys are read where they are used, by the TaskManagers: {@code ./quittance operator
 * keys} tells before a start whether all are there.
 */
public final class SettlementApplication {
  private SettlementApplication() {}

  /** Defines the job and runs it. */
  public static void main(String[] arguments) throws Exception {
    define(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            Arguments.configurationFile(arguments),
            System.getenv())
        .execute(SettlementJob.NAME);
  }

  /** Adds the job that a configuration describes to an environment. */
  public static StreamExecutionEnvironment define(
      StreamExecutionEnvironment flink, Optional<String> file, Map<String, String> environment)
      throws QuittanceException {
    OperatorConfiguration configuration =
        OperatorConfiguration.load(file.map(Path::of), environment);
    NetworkFile network = configuration.network();
    KafkaSettings kafka = configuration.kafka();
    SettlementOptions options = configuration.settlement(flink.getParallelism());
    Properties client = kafka.client(network.bootstrapServers());
    KafkaRights.require(client, Roles.job(network.name()));
    KafkaRequirements.check(client, options, network);
    StatementsInJournal.write(client, network);
    LedgerJob.define(flink, configuration.operatorKeys(), network, kafka, options);
    return flink;
  }
}
