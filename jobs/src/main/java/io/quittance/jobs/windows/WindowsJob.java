package io.quittance.jobs.windows;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.KafkaLogLook;
import io.quittance.jobs.settlement.LogLook;
import io.quittance.schemas.Topics;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * The windows job: settled transfers in, encrypted totals out.
 *
 * <pre>
 * settlements ──► by payee ──► sum ──► by asset and auditor's key ──► publish ──► windows
 * </pre>
 */
public final class WindowsJob {
  /** The job's name in Flink's web UI and metrics. */
  public static final String NAME = "quittance-windows";

  private WindowsJob() {}

  /** Returns Flink's settings for this job; the cluster's own are left alone. */
  public static Configuration settings(WindowOptions options) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return settings;
  }

  /** Adds the job to an environment, between the topics of a Kafka cluster. */
  public static void define(
      StreamExecutionEnvironment environment,
      String network,
      Properties client,
      Duration transactionTimeout,
      WindowOptions options) {
    define(
        environment,
        WindowEnds.settlements(network, client),
        WindowEnds.windows(network, client, transactionTimeout),
        options,
        WindowEnds.firstRun(network, client),
        () -> new KafkaLogLook(client, Topics.SETTLEMENTS));
  }

  /**
   * Adds the job to {@code environment}, between the given ends.
   *
   * @param looks opens a look at the topic that {@code settlements} reads
   */
  public static void define(
      StreamExecutionEnvironment environment,
      Source<LogRecord, ?, ?> settlements,
      Sink<EncryptedTotal> windows,
      WindowOptions options,
      FirstRun first,
      SerializableSupplier<LogLook> looks) {
    environment
        .fromSource(
            settlements,
            // Each partition's log-append times rise.
            WatermarkStrategy.<LogRecord>forMonotonousTimestamps()
                .withIdleness(options.idleAfter()),
            "settlements")
        .uid("settlements-source")
        .process(new ReadSettled(looks), new AvroTypeInfo<>(Settled.class))
        .uid("transfers")
        .name("transfers")
        .keyBy(WindowsJob::payee, Types.STRING)
        .process(new SumPerPayee(options), PublishTotals.type())
        .uid("sum")
        .name("sum per payee")
        .keyBy(WindowsJob::assetAndKey, Types.STRING)
        .process(new PublishTotals(options, first), PublishTotals.type())
        .uid("publish")
        .name("publish")
        .sinkTo(windows)
        .uid("windows-sink")
        .name("windows");
  }

  /** Ciphertexts for two keys do not add up. */
  static String assetAndKey(EncryptedTotal total) {
    return HexFormat.of().formatHex(total.getAsset().bytes()) + " " + total.getAuditorEpoch();
  }

  private static String payee(Settled settled) {
    return HexFormat.of().formatHex(((Transferred) settled.getEvent()).getPayee().bytes());
  }
}
