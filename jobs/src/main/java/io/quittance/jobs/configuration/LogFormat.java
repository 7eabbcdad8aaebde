package io.quittance.jobs.configuration;

/** How a line of a log is written. */
public enum LogFormat {
  /** For people: time, level, thread, logger and message. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON;

  /** The system property that chooses the format of all logs of a process. */
  public static final String PROPERTY = "quittance.log.format";
}
