package io.quittance.cli;

import io.quittance.audit.log.Export;
import io.quittance.audit.log.KafkaLogs;
import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.option.RunningNetwork;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the topics into files. */
@Command(
    name = "export",
    description = {
      "Copies all topics up to their present ends into files that ./quittance audit --from reads:"
          + " one Avro container for each partition, which says itself what it holds.",
      "'sha256sum -c SHA256SUMS' in the directory checks that nothing was altered on the way."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIRECTORY", description = "a new or empty directory")
  private Path directory;

  @Mixin private RunningNetwork network;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ProgressDisplay progress = new ProgressDisplay(Terminal.err(), Terminal.isTerminal());
    NetworkFile file = network.file();
    try (KafkaLogs logs = KafkaLogs.of(file, network.kafka())) {
      Export.Result result = Export.to(directory, logs, file, progress);
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%,d records in %d files and their checksums are in %s.%n",
              result.records(),
              result.files(),
              directory);
    }
    return Quittance.OK;
  }
}
