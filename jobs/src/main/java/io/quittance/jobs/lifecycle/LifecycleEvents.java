package io.quittance.jobs.lifecycle;

import java.util.Properties;
import org.apache.flink.events.reporter.EventReporter;
import org.apache.flink.events.reporter.EventReporterFactory;

/** Makes the {@link LifecycleLog} of Flink's events. */
public final class LifecycleEvents implements EventReporterFactory {
  @Override
  public EventReporter createEventReporter(Properties properties) {
    return new LifecycleLog();
  }
}
