package io.quittance.cli;

import io.quittance.network.option.RunningNetwork;
import io.quittance.trials.drill.PublishedDigest;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sums up what an operator has published. */
@Command(
    name = "digest",
    description = {
      "Prints one number for all that a network has published: receipts, settled events, balances.",
      "It is the same before and after a restore; what stands in a topic again counts once. Exit"
          + " status 0 unless something stands there again that says otherwise."
    },
    mixinStandardHelpOptions = true)
final class DigestCommand implements Callable<Integer> {
  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "receipts and events of commands up to that log-append time only, such as"
              + " 2026-11-25T14:00:00Z; for a network that goes on")
  private String until;

  @Mixin private RunningNetwork network;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PublishedDigest digest = PublishedDigest.of(network.file(), network.kafka(), until());
    PrintWriter out = spec.commandLine().getOut();
    out.println(digest.value());
    out.printf(
        Locale.ROOT,
        "%,d receipts (%,d more times), %,d events (%,d more times), %,d balances.%n",
        digest.receipts(),
        digest.repeatedReceipts(),
        digest.events(),
        digest.repeatedEvents(),
        digest.accounts());
    if (digest.contradictions() > 0) {
      out.printf(Locale.ROOT, "%,d of them say otherwise than before.%n", digest.contradictions());
    }
    out.flush();
    return digest.contradictions() == 0 ? Quittance.OK : Quittance.FAILED;
  }

  private Optional<Instant> until() {
    try {
      return Optional.ofNullable(until).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "\"" + until + "\" is no time such as 2026-11-25T14:00:00Z.", e);
    }
  }
}
