package io.quittance.jobs.lifecycle;

import java.util.Properties;
import org.apache.flink.traces.reporter.TraceReporter;
import org.apache.flink.traces.reporter.TraceReporterFactory;

/** Makes the {@link LifecycleLog} of Flink's traces, which tell what a job was restored from. */
public final class LifecycleTraces implements TraceReporterFactory {
  @Override
  public TraceReporter createTraceReporter(Properties properties) {
    return new LifecycleLog();
  }
}
