package io.quittance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.quittance.audit.progress.ProgressDisplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the benchmarks' command lines have in common. */
final class BenchOptions {
  private static final double MIN_SECONDS = 0.1;
  private static final double MAX_SECONDS = 600;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "how long each is measured, after as long a time of warming up (default: 5)")
  private double seconds = 5;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  double seconds() {
    if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
      throw new ParameterException(
          spec.commandLine(),
          "the number of seconds must be " + MIN_SECONDS + " to 600, not " + seconds);
    }
    return seconds;
  }

  boolean json() {
    return json;
  }

  void requireWithin(String name, int value, int least, int most) {
    requireWithin(spec, name, value, least, most);
  }

  /** Refuses a command line whose value is out of its bounds. */
  static void requireWithin(CommandSpec spec, String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }

  /** Shows tasks where nothing else is printed. */
  ProgressDisplay progress() {
    return new ProgressDisplay(Terminal.err(), Terminal.isTerminal());
  }

  /** Prints a report with the machine it was made on. */
  void printJson(PrintWriter out, Map<String, Object> report) throws IOException {
    Map<String, Object> machine = new LinkedHashMap<>();
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    machine.put("java", System.getProperty("java.version"));
    machine.put("architecture", system.getArch());
    machine.put("processors", system.getAvailableProcessors());
    machine.put("loadAverage", system.getSystemLoadAverage());
    report.put("machine", machine);
    out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** A table of numbers for people, a row for each result. */
  static final class Table<T> {
    private final List<ColumnData<T>> columns = new ArrayList<>();

    void column(String header, String format, ToDoubleFunction<T> value) {
      columns.add(
          new Column()
              .header(header)
              .dataAlign(HorizontalAlign.RIGHT)
              .with(result -> number(format, value.applyAsDouble(result))));
    }

    void text(String header, Function<T, String> value) {
      columns.add(new Column().header(header).dataAlign(HorizontalAlign.LEFT).with(value));
    }

    String of(List<T> results) {
      return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, results, columns);
    }
  }
}
