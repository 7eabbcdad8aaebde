package io.quittance.analytics.query;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.flink.types.Row;

/** A result as a person reads it in a terminal. */
final class ResultText {
  /** What could steer a terminal: texts come from strangers. */
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private ResultText() {}

  static String of(SqlSession.Result result) {
    List<ColumnData<Row>> columns = new ArrayList<>();
    for (int i = 0; i < result.columns().size(); i++) {
      int index = i;
      boolean number =
          result.rows().stream().allMatch(row -> isNumberOrNothing(row.getField(index)));
      columns.add(
          new Column()
              .header(result.columns().get(i))
              .dataAlign(number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
              .with(row -> text(row.getField(index))));
    }
    return AsciiTable.getTable(AsciiTable.FANCY_ASCII, result.rows(), columns);
  }

  private static boolean isNumberOrNothing(Object value) {
    return value == null || value instanceof Number;
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return UNPRINTABLE.matcher(Objects.toString(value, "")).replaceAll("?");
  }
}
