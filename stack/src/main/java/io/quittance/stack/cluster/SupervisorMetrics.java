package io.quittance.stack.cluster;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;

/** What the supervisor of a cluster's processes tells Prometheus. */
public final class SupervisorMetrics {
  private static final String PREFIX = "quittance_cluster_";
  private static final String PROCESS = "process";

  private final Gauge up;
  private final Gauge startTime;
  private final Counter restarts;
  private final Gauge jobWanted;
  private final Gauge jobRunning;
  private final Counter resubmissions;
  private final Gauge lastCheck;

  /** Registers the metrics for processes of these names. */
  public SupervisorMetrics(PrometheusRegistry registry, List<String> processes) {
    up =
        Gauge.builder()
            .name(PREFIX + "process_up")
            .help("1 if the process runs, 0 if it has ended and must be started again.")
            .labelNames(PROCESS)
            .register(registry);
    startTime =
        Gauge.builder()
            .name(PREFIX + "process_start_time_seconds")
            .help("When the process was started last, in seconds since 1970.")
            .labelNames(PROCESS)
            .register(registry);
    restarts =
        Counter.builder()
            .name(PREFIX + "process_restarts_total")
            .help("How often the process was started again because it had ended.")
            .labelNames(PROCESS)
            .register(registry);
    jobWanted =
        Gauge.builder()
            .name(PREFIX + "job_wanted")
            .help("1 if the settlement job was submitted and nobody stopped it.")
            .register(registry);
    jobRunning =
        Gauge.builder()
            .name(PREFIX + "job_running")
            .help("1 if every task of the settlement job runs.")
            .register(registry);
    resubmissions =
        Counter.builder()
            .name(PREFIX + "job_resubmissions_total")
            .help("How often the job was submitted again because the JobManager had forgotten it.")
            .register(registry);
    lastCheck =
        Gauge.builder()
            .name(PREFIX + "last_check_timestamp_seconds")
            .help("When the supervisor last looked after everything, in seconds since 1970.")
            .register(registry);
    for (String process : processes) {
      up.initLabelValues(process);
      startTime.initLabelValues(process);
      restarts.initLabelValues(process);
    }
  }

  void started(JavaProcess process) {
    startTime.labelValues(process.name()).set(now());
    up.labelValues(process.name()).set(1);
  }

  void startedAgain(JavaProcess process) {
    started(process);
    restarts.labelValues(process.name()).inc();
  }

  void submittedAgain() {
    resubmissions.inc();
  }

  /** Tells what was found at a check. */
  void checked(List<JavaProcess> processes, boolean wanted, boolean running) {
    processes.forEach(each -> up.labelValues(each.name()).set(each.isAlive() ? 1 : 0));
    jobWanted.set(wanted ? 1 : 0);
    jobRunning.set(running ? 1 : 0);
    lastCheck.set(now());
  }

  private static double now() {
    return Unit.millisToSeconds(System.currentTimeMillis());
  }
}
