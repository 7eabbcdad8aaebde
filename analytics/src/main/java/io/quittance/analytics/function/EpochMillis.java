package io.quittance.analytics.function;

import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code epoch_millis(time)}: milliseconds since 1970, as the records themselves tell times. */
public final class EpochMillis extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Evaluates the function; Flink finds it by its name. */
  public Long eval(@DataTypeHint("TIMESTAMP_LTZ(3)") Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
