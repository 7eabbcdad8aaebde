package io.quittance.jobs.deployment;

import io.quittance.jobs.requirements.KafkaRequirements;
import io.quittance.jobs.requirements.KafkaRights;
import io.quittance.jobs.settlement.FlinkPaths;
import io.quittance.jobs.settlement.FlinkSettings;
import io.quittance.jobs.settlement.KafkaEnds;
import io.quittance.jobs.settlement.SettlementJob;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.schemas.Roles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The settlement job of the ledger that a home holds, ready to be submitted. */
public final class LedgerJob {
  private LedgerJob() {}

  /** Returns Flink's settings for the job, with its checkpoints below {@code checkpoints}. */
  public static Configuration settings(SettlementOptions options, Path checkpoints) {
    Configuration settings = FlinkSettings.of(options);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.of(checkpoints));
    return settings;
  }

  /**
   * Returns the job's graph, and notes that the job is about to be started.
   *
   * @param keys where the operator's keys are
   * @param network the ledger's network, with the address of its broker
   * @param kafka what Kafka's clients are told besides
   * @param broker the address by which the job's own processes know the broker
   * @param checkpoints directory of its checkpoints
   * @param from the checkpoint or savepoint to start from; without one the logs are read from their
   *     beginning
   * @throws IllegalStateException if the Kafka cluster cannot keep the ledger's promises, if the
   *     secret of a key is missing (nothing is written into the journal then), or if there is
   *     nothing to start from and yet something has been settled
   */
  public static StreamGraph graph(
      QuittanceHome keys,
      NetworkFile network,
      KafkaSettings kafka,
      String broker,
      SettlementOptions options,
      Path checkpoints,
      Optional<Path> from) {
    requireSecrets(keys, network);
    Properties client = kafka.client(network.bootstrapServers());
    KafkaRights.require(client, Roles.job(network.name()));
    KafkaRequirements.check(client, options, network);
    if (from.isPresent()) {
      OpenTransactions.endAllBeyond(from.get(), network.name(), client);
    } else {
      FirstStart.require(client, network.commandPartitions(), checkpoints);
    }
    StatementsInJournal.write(client, network);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings(options, checkpoints));
    define(environment, keys, network.withBootstrapServers(broker), kafka, options);
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(SettlementJob.NAME);
    JobID job = new JobID();
    graph.setJobId(job);
    Checkpoints.begin(checkpoints, job, from);
    return from.map(state -> startingFrom(graph, state, checkpoints)).orElse(graph);
  }

  /**
   * A statement in the journal cannot be taken back, and without its keys the job cannot go on.
   * What is thrown has no cause: trying again does not help.
   */
  private static void requireSecrets(QuittanceHome keys, NetworkFile network) {
    try {
      OperatorFiles.of(keys, network).signer(network);
    } catch (QuittanceException e) {
      throw new IllegalStateException(e.getMessage() + " " + e.advice());
    }
  }

  /** Adds the job to an environment, between the topics of a Kafka cluster. */
  public static void define(
      StreamExecutionEnvironment environment,
      QuittanceHome keys,
      NetworkFile network,
      KafkaSettings kafka,
      SettlementOptions options) {
    Properties client = kafka.client(network.bootstrapServers());
    KafkaEnds ends = KafkaEnds.of(network.name(), network.commandPartitions(), client);
    SettlementJob.define(
        environment,
        ends.sources(),
        ends.sinks(options),
        new HomeLedger(network.toJson(), OperatorFiles.of(keys, network), client),
        options);
  }

  /** Lets a job start from a checkpoint or savepoint. */
  public static StreamGraph startingFrom(StreamGraph graph, Path state, Path checkpoints) {
    // The job's own checkpoints it removes when it no longer needs them; a savepoint that somebody
    // has taken elsewhere is his.
    RecoveryClaimMode claim =
        state.toAbsolutePath().startsWith(checkpoints.toAbsolutePath())
            ? RecoveryClaimMode.CLAIM
            : RecoveryClaimMode.NO_CLAIM;
    graph.setSavepointRestoreSettings(
        SavepointRestoreSettings.forPath(FlinkPaths.of(state), false, claim));
    return graph;
  }
}
