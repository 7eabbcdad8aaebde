package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.network.host.SafeText;
import io.quittance.wallet.grant.Period;
import io.quittance.wallet.grant.ViewGrant;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "grant",
    description = {
      "Lets a third party read the payments of one period, and nothing else.",
      "The amounts stand in the file, each with a proof: hand it over as you would a statement of"
          + " account."
    },
    mixinStandardHelpOptions = true)
final class GrantCommand extends WalletsOwnAction {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "TEXT",
      description = "Who may read, in words: \"Tax office, Bern\".")
  private String grantee;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "First day, such as 2026-01-01 (midnight UTC), or time of the period.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "First day or time after the period; now by default.")
  private String until;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "Where to write the grant.")
  private Path file;

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    ViewGrant grant =
        ViewGrant.make(
            wallet.keys(),
            wallet.asset().id(),
            grantee,
            period(Instant.now()),
            wallet.client().history(wallet.accountId()),
            environment().random());
    grant.save(file);
    terminal.line(
        "%s may read %s's payments from %s: %d of them.",
        SafeText.quoted(grantee), wallet.name(), grant.period(), grant.payments().size());
    terminal.line("Hand over %s; it is read with", file);
    terminal.line("  ./quittance wallet read-grant FILE");
  }

  private Period period(Instant now) throws QuittanceException {
    Instant begin = Period.moment(from);
    Instant end = until == null ? now : Period.moment(until);
    if (end.isAfter(now)) {
      throw QuittanceException.usage(
          "The period ends at " + end + ", which is still to come.",
          "Grant what has happened so far, and the rest later.");
    }
    if (!begin.isBefore(end)) {
      throw QuittanceException.usage(
          "The period begins at " + begin + ", which is not before its end at " + end + ".",
          "Name an earlier --from, or a later --until.");
    }
    return new Period(begin, end);
  }
}
