package io.quittance.jobs.windows;

import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.HexFormat;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

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

  /** Adds the job to {@code environment}, between the given ends. */
  public static void define(
      StreamExecutionEnvironment environment,
      Source<Settled, ?, ?> settlements,
      Sink<EncryptedTotal> windows,
      WindowOptions options) {
    environment
        .fromSource(
            settlements,
            // Each partition's log-append times rise.
            WatermarkStrategy.<Settled>forMonotonousTimestamps().withIdleness(options.idleAfter()),
            "settlements",
            new AvroTypeInfo<>(Settled.class))
        .uid("settlements-source")
        .filter(settled -> settled.getEvent() instanceof Transferred)
        .uid("transfers")
        .name("transfers")
        .keyBy(WindowsJob::payee, Types.STRING)
        .process(new SumPerPayee(options), PublishTotals.type())
        .uid("sum")
        .name("sum per payee")
        .keyBy(WindowsJob::assetAndKey, Types.STRING)
        .process(new PublishTotals(options), PublishTotals.type())
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
