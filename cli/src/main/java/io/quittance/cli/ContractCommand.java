package io.quittance.cli;

import io.quittance.network.contract.Contract;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the topics' contract. */
@Command(
    name = "contract",
    description =
        "Prints the contract of all topics as an AsyncAPI 3 document in YAML: keys, Avro schemas,"
            + " who may read and write, rejection codes, and an example of every record.",
    mixinStandardHelpOptions = true)
final class ContractCommand implements Callable<Integer> {
  @Option(
      names = "--schemas",
      description =
          "Only the Avro schemas, as JSON, each by the bytes in front of its records: what a wallet"
              + " in another language reads and writes records with.")
  private boolean schemas;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(schemas ? Contract.schemas() : Contract.yaml());
    spec.commandLine().getOut().flush();
    return Quittance.OK;
  }
}
