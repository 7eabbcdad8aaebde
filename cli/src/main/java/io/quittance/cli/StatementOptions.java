package io.quittance.cli;

import io.quittance.audit.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuditorKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an auditor with a key asks for. */
final class StatementOptions {
  @Option(
      names = "--auditor-key",
      paramLabel = "FILE",
      description = "key file of an asset's auditor; once for each asset and epoch")
  private List<Path> keyFiles = new ArrayList<>();

  @Option(
      names = "--statement",
      paramLabel = "DIRECTORY",
      description = "write there, for each asset, statement-CODE.csv and statement-CODE.avro")
  private Path directory;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Begins the statements that were asked for, if any. */
  Statements begin(NetworkFile network) throws QuittanceException {
    if ((directory == null) != keyFiles.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--statement and --auditor-key go together: give both.");
    }
    Map<String, List<AuditorKeys>> byAsset = new TreeMap<>();
    for (Path file : keyFiles) {
      AuditorKeys keys = AuditorKeys.load(file);
      byAsset.computeIfAbsent(keys.asset(), code -> new ArrayList<>()).add(keys);
    }
    List<Statement> begun = new ArrayList<>();
    for (Map.Entry<String, List<AuditorKeys>> asset : byAsset.entrySet()) {
      begun.add(Statement.create(directory, network.asset(asset.getKey()), asset.getValue()));
    }
    return new Statements(begun);
  }
}
