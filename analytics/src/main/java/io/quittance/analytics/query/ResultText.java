package io.quittance.analytics.query;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.quittance.network.host.SafeText;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;

/** A result as a person reads it in a terminal, or a program. */
final class ResultText {
  /** Amounts are texts. */
  private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?");

  /** Digits that tell one id from another. */
  private static final int MAX_BRIEF = 12;

  private ResultText() {}

  static String table(SqlSession.Result result) {
    if (result.rows().isEmpty()) {
      return "No rows.\n";
    }
    List<ColumnData<Row>> columns = new ArrayList<>();
    for (int i = 0; i < result.columns().size(); i++) {
      int index = i;
      boolean number =
          result.rows().stream().map(row -> row.getField(index)).allMatch(ResultText::isAligned);
      columns.add(
          new Column()
              .header(result.columns().get(i))
              .dataAlign(number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
              .with(row -> SafeText.line(text(row.getField(index), true))));
    }
    return AsciiTable.getTable(AsciiTable.FANCY_ASCII, result.rows(), columns) + "\n";
  }

  /** As CSV, which holds all values in full, but for what could steer a terminal. */
  static String csv(SqlSession.Result result) throws IOException {
    StringWriter out = new StringWriter();
    try (SequenceWriter lines = new CsvMapper().writer().writeValues(out)) {
      lines.write(result.columns().stream().map(ResultText::cell).toArray(String[]::new));
      for (Row row : result.rows()) {
        String[] line = new String[row.getArity()];
        Arrays.setAll(line, i -> cell(row.getField(i)));
        lines.write(line);
      }
    }
    return out.toString();
  }

  /** A value in CSV: texts come from strangers, and numbers may begin with a minus. */
  private static String cell(Object value) {
    String text = text(value, false);
    return isNumberOrNothing(value) ? text : SafeText.cell(text);
  }

  /** Whether a value stands on the right of its column, so that its digits are aligned. */
  private static boolean isAligned(Object value) {
    return isNumberOrNothing(value)
        || (value instanceof String text && DECIMAL.matcher(text).matches());
  }

  private static boolean isNumberOrNothing(Object value) {
    return value == null || value instanceof Number;
  }

  /** A value; in brief, what is long and not a column of its own is cut. */
  private static String text(Object value, boolean brief) {
    if (value instanceof byte[] bytes) {
      return cut(HexFormat.of().formatHex(bytes), brief);
    }
    if (value instanceof Row row) {
      return IntStream.range(0, row.getArity())
          .mapToObj(row::getField)
          .map(field -> cut(text(field, brief), brief && !isNumberOrNothing(field)))
          .collect(Collectors.joining(", ", "(", ")"));
    }
    if (value instanceof LocalDateTime time) {
      // The session's time zone is UTC; a time without one would be taken for local time.
      return time.atOffset(ZoneOffset.UTC).toString();
    }
    return Objects.toString(value, "");
  }

  private static String cut(String text, boolean brief) {
    return brief && text.length() > MAX_BRIEF ? text.substring(0, MAX_BRIEF) + "…" : text;
  }
}
