package io.quittance.cli;

import io.quittance.network.QuittanceException;
import io.quittance.network.contract.Registration;
import io.quittance.network.contract.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Avro schemas of all topics. */
@Command(
    name = "schemas",
    description = "Lists the Avro schemas of all topics, or registers them in a schema registry.",
    mixinStandardHelpOptions = true)
final class SchemasCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: schemas list or schemas register.");
  }

  @Command(
      name = "list",
      description = "Prints each schema on a line, after its subject in a registry.",
      mixinStandardHelpOptions = true)
  int list() {
    for (Registration registration : Registration.all()) {
      out().println(registration.subject() + "  " + registration.schema());
    }
    out().flush();
    return Quittance.OK;
  }

  @Command(
      name = "register",
      description = {
        "Registers the schemas in a registry with Confluent's REST interface, and has it refuse"
            + " versions that would break what the topics promise. Doing so again changes nothing.",
        "Nothing here needs a registry: records name their schema by its fingerprint (Avro"
            + " single-object encoding), not by a registry's id. See ./quittance contract."
      },
      mixinStandardHelpOptions = true)
  int register(
      @Option(
              names = "--url",
              paramLabel = "URL",
              required = true,
              description = "the registry, such as http://localhost:8081")
          String url,
      @Option(
              names = "--credentials",
              paramLabel = "FILE",
              description = "a file with user:password, where the registry asks for them")
          Path credentials)
      throws QuittanceException {
    Registry registry = Registry.at(url, credentials(credentials));
    for (Registration registration : Registration.all()) {
      int id = registration.at(registry);
      out()
          .println(
              "id " + id + "  " + registration.subject() + "  " + registration.compatibility());
    }
    out().flush();
    return Quittance.OK;
  }

  private static Optional<String> credentials(Path file) throws QuittanceException {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw QuittanceException.failure(
          "The credentials " + file + " cannot be read.", "Name a file with user:password.", e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
