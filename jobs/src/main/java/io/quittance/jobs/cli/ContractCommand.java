package io.quittance.jobs.cli;

import io.quittance.jobs.contract.Contract;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the topics' contract. */
@Command(
    name = "contract",
    description =
        "Prints the contract of all topics as an AsyncAPI 3 document in YAML: keys, Avro schemas,"
            + " who may read and write, rejection codes, and an example of every record.",
    mixinStandardHelpOptions = true)
final class ContractCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(Contract.yaml());
    spec.commandLine().getOut().flush();
    return Quittance.OK;
  }
}
