package io.quittance.fuzz;

import io.quittance.audit.vectors.VectorFile;
import io.quittance.cli.CommandLineTarget;
import io.quittance.stack.local.PrometheusPageTarget;
import io.quittance.verifier.batch.BatchVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the command line and the stack around the job read. */
final class JobTargets {
  private static final String PAGE =
      """
      # TYPE commands counter
      commands{verdict="accepted",host="a"} 12.0
      latency{quantile="0.5"} 3.25
      """;

  private JobTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget("vector-file", Effort.VERIFY, 1 << 15, VectorSeeds::files, vectorFile()),
        new FuzzTarget(
            "metrics-page",
            Effort.PARSE,
            1024,
            () -> List.of(PAGE.getBytes(StandardCharsets.UTF_8)),
            PrometheusPageTarget::check),
        new FuzzTarget(
            "command-line",
            Effort.VERIFY,
            256,
            () ->
                List.of(
                    "wallet\npay\nalice\n12.50\n--memo\nlunch".getBytes(StandardCharsets.UTF_8),
                    "bench\nverify\n--threads\n2".getBytes(StandardCharsets.UTF_8),
                    "verify\na.json".getBytes(StandardCharsets.UTF_8)),
            CommandLineTarget::check));
  }

  /** A file is refused as a whole, or each of its cases gets a line. */
  private static FuzzTarget.Property vectorFile() {
    Path path;
    try {
      path = Files.createTempFile("fuzz", ".json");
      path.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return input -> {
      Files.write(path, input);
      VectorFile file;
      try {
        file = VectorFile.read(path);
      } catch (IOException refusal) {
        Expect.explained(refusal);
        return;
      }
      file.judge(new BatchVerifier(new SeededRandom(7)))
          .forEach(
              judgement -> Expect.that(judgement.reason() != null, "no reason in " + judgement));
    };
  }
}
