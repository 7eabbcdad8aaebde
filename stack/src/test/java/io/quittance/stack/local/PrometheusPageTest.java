package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PrometheusPageTest {
  private static final PrometheusPage PAGE =
      PrometheusPage.parse(
          """
          # HELP read read (scope: taskmanager_job_task_operator)
          # TYPE read gauge
          read{subtask_index="0",host="a",} 12.0
          read{subtask_index="1",host="a",} 30.0
          already_read{subtask_index="1",} 5.0
          code_rejected{code="MALFORMED",subtask_index="0",} 2.0
          code_rejected{code="MALFORMED",subtask_index="1",} 3.0
          code_rejected{code="NOT_OPEN",subtask_index="1",} 1.0E1
          size{subtask_index="0",quantile="0.5",} 4.0
          size{subtask_index="0",quantile="0.99",} 9.0
          size{subtask_index="1",quantile="0.5",} 8.0
          size{subtask_index="2",quantile="0.5",} 0.0
          size{subtask_index="3",quantile="0.5",} NaN
          nothing at all
          read{subtask_index="4",host="a",} 1.2.0
          """);

  @Test
  void sum_overInstances_countsThatMetricOnly() {
    assertEquals(42, PAGE.sum("read"));
  }

  @Test
  void sum_missingMetric_isZero() {
    assertEquals(0, PAGE.sum("written"));
  }

  @Test
  void sumBy_label_groups() {
    assertEquals(Map.of("MALFORMED", 5L, "NOT_OPEN", 10L), PAGE.sumBy("code_rejected", "code"));
  }

  @Test
  void quantile_overInstances_isTheMeanOfThoseWithValues() {
    assertEquals(OptionalDouble.of(6), PAGE.quantile("size", "0.5"));
    assertEquals(OptionalDouble.empty(), PAGE.quantile("size", "0.75"));
  }
}
