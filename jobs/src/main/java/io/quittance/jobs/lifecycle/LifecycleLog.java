package io.quittance.jobs.lifecycle;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.events.Event;
import org.apache.flink.events.Events;
import org.apache.flink.events.reporter.EventReporter;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.traces.Span;
import org.apache.flink.traces.reporter.TraceReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each event in a job's life: its changes of status, its failures, the state it
 * was restored from, and every savepoint. Of the checkpoints, which come each second, only those
 * that fail.
 */
public final class LifecycleLog implements EventReporter, TraceReporter {
  /** Name of the logger. */
  public static final String LOGGER = "io.quittance.lifecycle";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final String NAME = "lifecycle";
  private static final String INITIALIZATION = "JobInitialization";
  private static final String CHECKPOINT_ID = "checkpointId";

  LifecycleLog() {}

  /** Lets a Flink cluster write these lines. */
  public static void addTo(Configuration cluster) {
    cluster.setString("events.reporters", NAME);
    cluster.setString(
        "events.reporter." + NAME + ".factory.class", LifecycleEvents.class.getName());
    cluster.setString("traces.reporters", NAME);
    cluster.setString(
        "traces.reporter." + NAME + ".factory.class", LifecycleTraces.class.getName());
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedEvent(Event event) {
    line(event.getName(), event.getAttributes()).ifPresent(LifecycleLog::write);
  }

  @Override
  public void notifyOfAddedSpan(Span span) {
    if (span.getName().equals(INITIALIZATION)) {
      restored(span.getAttributes()).ifPresent(LifecycleLog::write);
    }
  }

  /** Writes a line about something else that is started or stopped. */
  public static void write(String line) {
    LOG.info(line);
  }

  /** Returns the line about an event, for those that are worth one. */
  static Optional<String> line(String event, Map<String, Object> attributes) {
    if (event.equals(Events.JobStatusChangeEvent.name())) {
      return Optional.of("job is " + attributes.get("newJobStatus"));
    } else if (event.equals(Events.JobFailureEvent.name())) {
      boolean again = Boolean.parseBoolean(String.valueOf(attributes.get("canRestart")));
      return Optional.of("job failed, and " + (again ? "is started again" : "stays down"));
    } else if (event.equals(Events.CheckpointEvent.name())) {
      return checkpoint(attributes);
    }
    return Optional.empty();
  }

  private static Optional<String> checkpoint(Map<String, Object> attributes) {
    String type = String.valueOf(attributes.get("checkpointType")).toLowerCase(Locale.ROOT);
    String kind = type.contains("savepoint") ? "savepoint" : "checkpoint";
    boolean failed = "FAILED".equals(String.valueOf(attributes.get("checkpointStatus")));
    if (failed) {
      return Optional.of(kind + " " + attributes.get(CHECKPOINT_ID) + " failed");
    }
    return kind.equals("savepoint")
        ? Optional.of(
            String.format(
                "savepoint %s taken, %s bytes",
                attributes.get(CHECKPOINT_ID), attributes.get("fullSize")))
        : Optional.empty();
  }

  /** Returns the line about what a job's state was restored from. */
  static Optional<String> restored(Map<String, Object> attributes) {
    return "COMPLETED".equals(attributes.get("initializationStatus"))
            && attributes.get(CHECKPOINT_ID) != null
        ? Optional.of("job is restored from checkpoint " + attributes.get(CHECKPOINT_ID))
        : Optional.empty();
  }
}
