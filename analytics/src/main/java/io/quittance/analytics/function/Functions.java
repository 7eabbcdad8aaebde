package io.quittance.analytics.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.functions.ScalarFunction;

/** The functions by the names that queries call them by. */
public final class Functions {
  private Functions() {}

  /** Returns the statements that define the functions; their classes must be on the class path. */
  public static List<String> definitions() {
    return all().entrySet().stream()
        .map(
            function ->
                "CREATE TEMPORARY FUNCTION "
                    + function.getKey()
                    + " AS '"
                    + function.getValue().getName()
                    + "'")
        .toList();
  }

  private static Map<String, Class<? extends ScalarFunction>> all() {
    Map<String, Class<? extends ScalarFunction>> functions = new LinkedHashMap<>();
    functions.put("epoch_millis", EpochMillis.class);
    functions.put("decrypt_total", DecryptTotal.class);
    functions.put("format_amount", FormatAmount.class);
    return functions;
  }
}
