package io.quittance.cli;

import io.quittance.jobs.deployment.OperatorFiles;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.file.TopicsEntry;
import io.quittance.network.kafka.NetworkTopics;
import io.quittance.network.option.RunningNetwork;
import io.quittance.stack.local.KeyRotation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator states in the network's file: the keys that sign receipts, and the topics. */
@Command(
    name = "operator",
    description =
        "Lists and changes the keys that receipts are signed with, and names the ledger's topics.",
    mixinStandardHelpOptions = true)
final class OperatorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: operator keys, operator rotate, operator postpone, operator revoke or"
            + " operator topics.");
  }

  @Command(
      name = "keys",
      description =
          "Lists the operator's keys and since when each signs, after checking that"
              + " every secret key is there.",
      mixinStandardHelpOptions = true)
  int keys() throws QuittanceException {
    QuittanceHome home = home();
    NetworkFile network = NetworkFile.load(home.networkFile());
    OperatorFiles.of(home, network).signer(network);
    int number = 0;
    for (Effective key : network.operator().all()) {
      number++;
      out()
          .printf(
              "%s  %s  %s%n",
              since(key), key.key(), key.revoked() ? "revoked" : home.operatorFile(number));
    }
    return Quittance.OK;
  }

  @Command(
      name = "rotate",
      description = {
        "Makes a new key and writes into the network file from when on it signs receipts. The"
            + " statement that says so is signed with authority.json, which must be there.",
        "Which key signs a receipt follows from the log-append time of its command, and from the"
            + " statement that stands before it in the journal. Before that time comes, start the job"
            + " again, then give the network file to the wallets."
      },
      mixinStandardHelpOptions = true)
  int rotate(
      @Option(
              names = "--in",
              paramLabel = "TIME",
              defaultValue = "24 h",
              description = "how far ahead, such as 90 s or 24 h (default: ${DEFAULT-VALUE})")
          String in)
      throws QuittanceException {
    Instant now = Instant.now();
    print(KeyRotation.plan(home(), now, after(now, in), new SecureRandom()));
    return Quittance.OK;
  }

  @Command(
      name = "postpone",
      description = {
        "Lets the newest key sign from a later time on. Needs authority.json.",
        "From the next start of the job on, the key before it signs until then, also if the newest"
            + " one has signed already: what it signed stays as it is."
      },
      mixinStandardHelpOptions = true)
  int postpone(
      @Option(
              names = "--in",
              paramLabel = "TIME",
              defaultValue = "24 h",
              description = "how far ahead, such as 90 s or 24 h (default: ${DEFAULT-VALUE})")
          String in)
      throws QuittanceException {
    Instant now = Instant.now();
    print(KeyRotation.postpone(home(), now, after(now, in)));
    return Quittance.OK;
  }

  @Command(
      name = "revoke",
      description = {
        "Takes the weight from a key that others may have got (needs authority.json): no receipt signed with it counts any"
            + " more, whatever its date, and the next key signs for its time too.",
        "Entries that it signed stay: who has the key and may write to the journal can credit money"
            + " until that right is taken from him. './quittance audit' names what he credited.",
        "Start the job again at once, then give the network file to the wallets."
      },
      mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(
              paramLabel = "NUMBER",
              description =
                  "which key, in the order of './quittance operator keys', the first" + " being 1")
          int number)
      throws QuittanceException {
    NetworkFile network = KeyRotation.revoke(home(), number);
    out().println("Key " + network.operator().all().get(number - 1).key() + " is revoked.");
    out().println("  network file " + home().networkFile());
    out().println("Start the job again now, then give the network file to the wallets.");
    return Quittance.OK;
  }

  @Command(
      name = "topics",
      description = {
        "Writes into the network file, by Kafka's ids, which cluster and topics hold its records.",
        "Once, when the topics have been created, and before wallets and auditors get the file: job,"
            + " wallets and audits refuse others from then on. It replaces no id that stands there."
      },
      mixinStandardHelpOptions = true)
  int topics(@Mixin RunningNetwork running) throws QuittanceException, IOException {
    NetworkFile network = running.file(home());
    TopicsEntry found;
    try (NetworkTopics topics = NetworkTopics.open(network, running.kafka())) {
      found = topics.named().topics();
    }
    Path file = running.path(home());
    NetworkFile.load(file).withTopics(found).save(file);
    out().println("Cluster " + found.clusterId());
    found.ids().forEach((topic, id) -> out().printf("  %-24s %s%n", topic, id));
    out().println("The network file " + file + " names them now; give it to wallets and auditors.");
    return Quittance.OK;
  }

  private void print(KeyRotation rotation) {
    out().println("Key " + rotation.key().key());
    out().println("  signs from   " + Instant.ofEpochMilli(rotation.key().fromMillis()) + " on");
    out().println("  secret key   " + rotation.file());
    out().println("  network file " + home().networkFile());
    out().println("Start the job again before, then give the network file to the wallets.");
  }

  private Instant after(Instant now, String in) {
    return now.plus(TimeText.parse(spec, in)).truncatedTo(ChronoUnit.MILLIS);
  }

  private static String since(Effective key) {
    return key.fromMillis() == 0
        ? "from the beginning      "
        : Instant.ofEpochMilli(key.fromMillis()).toString();
  }

  private static QuittanceHome home() {
    return QuittanceHome.of(System.getenv());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
