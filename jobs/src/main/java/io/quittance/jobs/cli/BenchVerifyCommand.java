package io.quittance.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.quittance.jobs.bench.ProvedTransfers;
import io.quittance.jobs.bench.VerifyBenchmark;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the verification of transfers. */
@Command(
    name = "verify",
    description = "Complete transfers that one core verifies in a second, by batch size.",
    mixinStandardHelpOptions = true)
final class BenchVerifyCommand implements Callable<Integer> {
  private static final int MAX_BATCH = 4096;
  private static final int PROGRESS_STEP = 32;

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      description = "batch sizes (default: 1,8,64,256)")
  private List<Integer> batches = List.of(1, 8, 64, 256);

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "how long each batch size is measured (default: 5)")
  private int seconds = 5;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    requireWithin("batch size", Collections.min(batches), 1, MAX_BATCH);
    requireWithin("batch size", Collections.max(batches), 1, MAX_BATCH);
    requireWithin("number of seconds", seconds, 1, 600);
    PrintWriter notes = spec.commandLine().getErr();
    int count = Collections.max(batches);
    notes.println("Proving " + count + " transfers, all different ...");
    List<ProvedTransfers.Proofs> transfers =
        new ProvedTransfers()
            .prove(
                count,
                done -> {
                  if (done % PROGRESS_STEP == 0) {
                    notes.println("  " + done + " of " + count);
                  }
                });
    notes.println("Measuring, " + seconds + " s for each batch size, and warming up ...");
    List<VerifyBenchmark.Result> results = new VerifyBenchmark(transfers).run(batches, seconds);
    spec.commandLine().getOut().println(json ? toJson(results) : table(results));
    return Quittance.OK;
  }

  private void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }

  private static String toJson(List<VerifyBenchmark.Result> results) throws Exception {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", "verify");
    report.put("unit", "complete transfers per second of CPU time on one core");
    report.put("java", System.getProperty("java.version"));
    report.put("processor", System.getProperty("os.arch"));
    report.put("results", results);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static String table(List<VerifyBenchmark.Result> results) {
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
        results,
        List.of(
            column("batch").with(result -> String.valueOf(result.batch())),
            column("transfers/s, one core")
                .with(result -> number("%,.0f", result.transfersPerSecond())),
            column("µs per transfer").with(result -> number("%,.0f", result.microsPerTransfer())),
            column("times one at a time").with(result -> number("%.2f", result.timesSingle()))));
  }

  private static Column column(String header) {
    return new Column().header(header).dataAlign(HorizontalAlign.RIGHT);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
