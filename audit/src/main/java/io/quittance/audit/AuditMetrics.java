package io.quittance.audit;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.quittance.audit.log.Export;
import io.quittance.audit.log.Extent;
import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.schemas.Topic;
import java.util.List;
import java.util.Locale;

/** What audits tell Prometheus; one process may run one after the other. */
public final class AuditMetrics {
  private static final String PREFIX = "quittance_audit_";
  private static final List<String> VERDICTS =
      List.of(Counts.ACCEPTED, Counts.REPEATED, Counts.REJECTED);

  private final Counter records;
  private final Gauge recordsLeft;
  private final Gauge commands;
  private final Gauge logTime;
  private final Gauge differences;
  private final Counter runs;
  private final Gauge lastRun;

  /** How an audit ended. */
  private enum Outcome {
    AGREES,
    DIFFERS,
    FAILED
  }

  /** Registers the metrics. */
  public AuditMetrics(PrometheusRegistry registry) {
    records =
        Counter.builder()
            .name(PREFIX + "records_total")
            .help("Offsets of the topic that were read: records, and the marks of transactions.")
            .labelNames("topic")
            .register(registry);
    recordsLeft =
        Gauge.builder()
            .name(PREFIX + "records_left")
            .help("Offsets of the topic up to the audit's end that are not read yet.")
            .labelNames("topic")
            .register(registry);
    commands =
        Gauge.builder()
            .name(PREFIX + "commands")
            .help("Commands of the ledger judged again so far, by verdict.")
            .labelNames("verdict")
            .register(registry);
    logTime =
        Gauge.builder()
            .name(PREFIX + "log_timestamp_seconds")
            .help("Log-append time of the newest command judged again, in seconds since 1970.")
            .register(registry);
    differences =
        Gauge.builder()
            .name(PREFIX + "differences")
            .help("Differences between books and logs found so far; 0 while all agrees.")
            .register(registry);
    runs =
        Counter.builder()
            .name(PREFIX + "runs_total")
            .help("Audits that have ended, by outcome: agrees, differs or failed.")
            .labelNames("outcome")
            .register(registry);
    lastRun =
        Gauge.builder()
            .name(PREFIX + "last_run_timestamp_seconds")
            .help("When an audit last reached its end, in seconds since 1970; 0 before.")
            .register(registry);
    for (Outcome outcome : Outcome.values()) {
      runs.initLabelValues(label(outcome));
    }
    VERDICTS.forEach(commands::initLabelValues);
    for (Topic topic : Export.inReadingOrder()) {
      records.initLabelValues(topic.name());
      recordsLeft.initLabelValues(topic.name());
    }
  }

  /** Returns metrics that nobody reads. */
  static AuditMetrics unread() {
    return new AuditMetrics(new PrometheusRegistry());
  }

  /** Returns a task that counts what is read of a topic, beside the one given. */
  ProgressDisplay.Task counting(Topic topic, List<Extent> rest, ProgressDisplay.Task task) {
    String name = topic.name();
    recordsLeft.labelValues(name).set(rest.stream().mapToLong(Extent::length).sum());
    return new ProgressDisplay.Task() {
      @Override
      public void step(long steps) {
        records.labelValues(name).inc(steps);
        recordsLeft.labelValues(name).dec(steps);
        task.step(steps);
      }

      @Override
      public void close() {
        task.close();
      }
    };
  }

  /** Tells up to which log time commands are judged. */
  void judgedUpTo(long logMillis) {
    logTime.set(Unit.millisToSeconds(logMillis));
  }

  /** Tells what was counted. */
  void counted(Counts counts) {
    VERDICTS.forEach(verdict -> commands.labelValues(verdict).set(counts.of(verdict)));
    // What an audit concludes at its end only is not taken back while the next one is at work.
    differences.set(Math.max(differences.get(), counts.of(Counts.DIFFERENCES)));
  }

  /** Tells that an audit has ended. */
  void ended(Report report) {
    differences.set(report.found());
    runs.labelValues(label(report.agrees() ? Outcome.AGREES : Outcome.DIFFERS)).inc();
    lastRun.set(Unit.millisToSeconds(System.currentTimeMillis()));
  }

  /** Tells that an audit could not be brought to its end. */
  void failed() {
    runs.labelValues(label(Outcome.FAILED)).inc();
  }

  private static String label(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
