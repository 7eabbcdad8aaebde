package io.quittance.simulation;

import io.quittance.jobs.settlement.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.events.EventBuilder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormats;
import org.apache.flink.traces.SpanBuilder;

/** The metrics of a running job, as a reporter would see them: sums over all its tasks. */
final class Counters implements MetricRegistry {
  private static final ScopeFormats FORMATS = ScopeFormats.fromConfig(new Configuration());

  private final Map<String, List<Gauge<?>>> gauges = new HashMap<>();
  private final Tampering tampering;

  Counters(Tampering tampering) {
    this.tampering = tampering;
  }

  /** Returns the sum of a count, whatever it is about; 0 if nothing was counted. */
  long sum(Count count) {
    long sum = 0;
    for (Gauge<?> gauge : gauges.getOrDefault(count.metric(), List.of())) {
      sum += ((Number) gauge.getValue()).longValue();
    }
    return tampering.counted(count, sum);
  }

  /** Returns where a task registers its metrics. */
  TaskMetricGroup group(String task) {
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            this, "simulation", ResourceID.generate())
        .addJob(new JobID(), "simulation")
        .addTask(ExecutionAttemptID.randomId(), task);
  }

  @Override
  public void register(Metric metric, String name, AbstractMetricGroup<?> group) {
    if (metric instanceof Gauge<?> gauge) {
      gauges.computeIfAbsent(name, any -> new ArrayList<>()).add(gauge);
    }
  }

  @Override
  public void unregister(Metric metric, String name, AbstractMetricGroup<?> group) {
    // A job that crashed takes this registry with it.
  }

  @Override
  public ScopeFormats getScopeFormats() {
    return FORMATS;
  }

  @Override
  public char getDelimiter() {
    return '.';
  }

  @Override
  public int getNumberReporters() {
    return 0;
  }

  @Override
  public void addSpan(SpanBuilder span, AbstractMetricGroup<?> group) {
    // Nobody looks at traces here.
  }

  @Override
  public void addEvent(EventBuilder event, AbstractMetricGroup<?> group) {
    // Nor at events.
  }
}
